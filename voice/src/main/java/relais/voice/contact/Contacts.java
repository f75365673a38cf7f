package relais.voice.contact;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.identity.Caller;
import relais.platform.json.Json;
import relais.platform.live.LiveFeed;

/** Finds and changes people, for callers who may. */
public final class Contacts {
    private final Database database;
    private final Audit audit;
    private final LiveFeed live;
    private final InstantSource clock;
    private final Addresses addresses;

    /** Numbers written without a country code are read by {@code addresses}. */
    public Contacts(
            Database database,
            Audit audit,
            LiveFeed live,
            InstantSource clock,
            Addresses addresses) {
        this.database = database;
        this.audit = audit;
        this.live = live;
        this.clock = clock;
        this.addresses = addresses;
    }

    /** A page of people, newest first. */
    public List<Person> list(Sight sight, PeopleQuery query) {
        return database.inTransaction(tx -> list(tx, sight, query));
    }

    private static List<Person> list(Handle tx, Sight sight, PeopleQuery query) {
        return people(tx, sight, new PeopleFilter(tx, sight, query).select(tx, COLUMNS));
    }

    /**
     * Ids of the people whose name, place or number {@code q} means, newest first.
     *
     * @param limit at most so many
     */
    public static List<Long> matching(Handle tx, Sight sight, String q, int limit) {
        PeopleSearch search = new PeopleSearch(tx, sight, q);
        if (search.conditions().isEmpty()) {
            return List.of();
        }
        return tx.createQuery(
                        "select c.id from voice_contact c where "
                                + String.join(" and ", search.conditions())
                                + " order by c.id desc limit :limit")
                .bindMap(search.binds())
                .bind("limit", limit)
                .mapTo(Long.class)
                .list();
    }

    /** The person, if there is one and this caller may see them. */
    public Optional<Person> find(Sight sight, long id) {
        return database.with(handle -> find(handle, sight, id));
    }

    private static Optional<Person> find(Handle handle, Sight sight, long id) {
        Query query =
                handle.createQuery(
                                "select "
                                        + COLUMNS
                                        + " from voice_contact c where c.id = :id and "
                                        + sight.condition("c.id"))
                        .bind("id", id);
        return people(handle, sight, query).stream().findFirst();
    }

    /** Who has this address, E.164 with its plus. */
    public Optional<Long> called(String address) {
        return database.with(
                handle ->
                        handle.createQuery("select id from voice_contact where address = :address")
                                .bind("address", address)
                                .mapTo(Long.class)
                                .findOne());
    }

    /** Adds a person; {@link Saved.Ok} has their id. */
    public Saved create(Caller caller, PersonForm form) {
        return switch (addresses.read(form.address() == null ? "" : form.address())) {
            case Address.Phone phone -> create(caller, form, phone.e164());
            case Address.ShortCode code ->
                    new Saved.Refused("address-short-code", code.digits() + " is a short code");
            case Address.Name name ->
                    new Saved.Refused("address-not-a-number", name.name() + " is not a number");
            case Address.Unreadable no -> new Saved.Refused("address-not-a-number", no.why());
        };
    }

    private Saved create(Caller caller, PersonForm form, String address) {
        Optional<Saved> wrong = PersonCheck.wrong(form);
        if (wrong.isPresent()) {
            return wrong.get();
        }
        Sight sight = Sight.of(caller);
        return database.inTransaction(
                tx -> {
                    Set<Long> groups =
                            new TreeSet<>(form.groups() == null ? List.of() : form.groups());
                    if (!Groups.exist(tx, sight, groups)
                            || (groups.isEmpty() && !sight.everyone())) {
                        return groupsRefused();
                    }
                    Optional<Long> id = insert(tx, form, address);
                    if (id.isEmpty()) {
                        return addressTaken();
                    }
                    Groups.put(tx, id.get(), groups);
                    learn(tx, form);
                    audit.record(tx, caller, "contact.create", "contact:" + id.get(), Map.of());
                    live.changed(tx, "people");
                    return new Saved.Ok(id.get());
                });
    }

    private static Optional<Long> insert(Handle tx, PersonForm form, String address) {
        return tx.createQuery(
                        """
                        insert into voice_contact (address, name, language, place, fields)
                        values (:address, :name, :language, :place, cast(:fields as jsonb))
                        on conflict (address) do nothing
                        returning id
                        """)
                .bind("address", address)
                .bind("name", PersonCheck.clean(form.name()))
                .bind("language", PersonCheck.language(form.language()))
                .bind("place", PersonCheck.clean(form.place()))
                .bind("fields", Json.text(form.fields() == null ? Map.of() : form.fields()))
                .mapTo(Long.class)
                .findOne();
    }

    /** Replaces what is known of a person; groups the caller may not see stay as they are. */
    public Saved update(Caller caller, long id, PersonForm form) {
        Optional<Saved> wrong = PersonCheck.wrong(form);
        if (wrong.isPresent()) {
            return wrong.get();
        }
        String address = null;
        if (form.address() != null && !Sight.isHidden(form.address())) {
            if (!(addresses.read(form.address()) instanceof Address.Phone phone)) {
                return new Saved.Refused(
                        "address-not-a-number", form.address() + " is not a telephone number");
            }
            address = phone.e164();
        }
        String number = address;
        return database.inTransaction(tx -> update(tx, caller, id, form, number));
    }

    private Saved update(
            Handle tx, Caller caller, long id, PersonForm form, @Nullable String address) {
        Sight sight = Sight.of(caller);
        Optional<Person> before = find(tx, sight, id);
        if (before.isEmpty()) {
            return new Saved.Missing();
        }
        Set<Long> groups =
                new TreeSet<>(form.groups() == null ? before.get().groups() : form.groups());
        if (!Groups.exist(tx, sight, groups) || (groups.isEmpty() && !sight.everyone())) {
            return groupsRefused();
        }
        if (address != null && taken(tx, id, address)) {
            return addressTaken();
        }
        tx.createUpdate(
                        """
                        update voice_contact
                        set name = :name, language = :language, place = :place,
                            fields = coalesce(cast(:fields as jsonb), fields),
                            address = coalesce(:address, address)
                        where id = :id
                        """)
                .bind("id", id)
                .bind("name", PersonCheck.clean(form.name()))
                .bind("language", PersonCheck.language(form.language()))
                .bind("place", PersonCheck.clean(form.place()))
                .bind("fields", form.fields() == null ? null : Json.text(form.fields()))
                .bind("address", address)
                .execute();
        Groups.replace(tx, sight, id, groups);
        learn(tx, form);
        audit.record(tx, caller, "contact.update", "contact:" + id, Map.of("groups", groups));
        live.changed(tx, "people");
        return new Saved.Ok(id);
    }

    private static void learn(Handle tx, PersonForm form) {
        List<@Nullable String> texts = new ArrayList<>();
        texts.add(form.name());
        texts.add(form.place());
        NameWords.learn(tx, texts);
    }

    private static boolean taken(Handle tx, long id, String address) {
        return tx.createQuery(
                        "select exists (select 1 from voice_contact where address = :a and id <> :id)")
                .bind("a", address)
                .bind("id", id)
                .mapTo(Boolean.class)
                .one();
    }

    /** Nothing is sent to this person any more; told by a person of ours, not by SMS. */
    public Saved stop(Caller caller, long id) {
        return setStopped(caller, id, true);
    }

    /** The person may be written to again. */
    public Saved resume(Caller caller, long id) {
        return setStopped(caller, id, false);
    }

    private Saved setStopped(Caller caller, long id, boolean stop) {
        Sight sight = Sight.of(caller);
        return database.inTransaction(
                tx -> {
                    if (find(tx, sight, id).isEmpty()) {
                        return new Saved.Missing();
                    }
                    int changed =
                            tx.createUpdate(
                                            """
                                            update voice_contact
                                            set stopped_at = cast(:at as timestamptz)
                                            where id = :id and (stopped_at is null) = :stop
                                            """)
                                    .bind("id", id)
                                    .bind("stop", stop)
                                    .bind("at", stop ? clock.instant() : null)
                                    .execute();
                    if (changed > 0) {
                        String action = stop ? "contact.stop" : "contact.resume";
                        audit.record(tx, caller, action, "contact:" + id, Map.of());
                        live.changed(tx, "people");
                    }
                    return new Saved.Ok(id);
                });
    }

    private static Saved groupsRefused() {
        return new Saved.Refused(
                "group-not-yours", "give groups that exist and that you may see, at least one");
    }

    private static Saved addressTaken() {
        return new Saved.Refused("address-taken", "another person has this number already");
    }

    private static final String COLUMNS =
            "c.id, c.name, c.address, c.language, c.place, c.fields, c.stopped_at, c.created_at";

    private static List<Person> people(Handle handle, Sight sight, Query query) {
        List<Person> bare =
                query.bind("sight", sight.groupIds())
                        .map((row, context) -> person(row, sight))
                        .list();
        Map<Long, List<Long>> groups =
                Groups.of(handle, sight, bare.stream().map(Person::id).toList());
        return bare.stream()
                .map(p -> withGroups(p, groups.getOrDefault(p.id(), List.of())))
                .toList();
    }

    private static Person person(ResultSet row, Sight sight) throws SQLException {
        var stopped = row.getTimestamp("stopped_at");
        return new Person(
                row.getLong("id"),
                row.getString("name"),
                sight.shown(row.getString("address")),
                row.getString("language"),
                row.getString("place"),
                List.of(),
                fields(row.getString("fields")),
                stopped == null ? null : stopped.toInstant(),
                row.getTimestamp("created_at").toInstant());
    }

    private static Person withGroups(Person p, List<Long> groups) {
        return new Person(
                p.id(),
                p.name(),
                p.address(),
                p.language(),
                p.place(),
                groups,
                p.fields(),
                p.stoppedAt(),
                p.createdAt());
    }

    private static Map<String, String> fields(String json) {
        try {
            Map<String, String> fields = new TreeMap<>();
            Json.mapper()
                    .readTree(json)
                    .properties()
                    .forEach(field -> fields.put(field.getKey(), field.getValue().asText()));
            return fields;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
