package relais.meter.subscription;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;
import relais.meter.host.Sight;
import relais.meter.picture.Album;
import relais.meter.report.Period;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.identity.Caller;
import relais.platform.live.LiveFeed;

/** Finds and changes who gets which report when. Thread safe. */
public final class Subscriptions {
    /** Each is a report of seconds; more are a program gone wild. */
    private static final int MOST = 500;

    static final int MOST_ADDRESSES = 20;

    private static final String ADDRESS = "[^\\s@<>,;]{1,64}@[A-Za-z0-9.-]{1,190}";

    /** As in the API, by number in the table. */
    static final List<String> STATES = List.of("waiting", "sent", "given-up");

    private static final String ROWS =
            """
            select s.*, l.state, coalesce(l.ended_at, l.due_at) as letter_at, l.trouble
            from meter_subscription s
            left join lateral (select * from meter_subscription_letter l
                where l.subscription_id = s.id order by l.id desc limit 1) l on true
            """;

    private final Database database;
    private final Audit audit;
    private final LiveFeed live;
    private final InstantSource clock;

    public Subscriptions(Database database, Audit audit, LiveFeed live, InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.live = live;
        this.clock = clock;
    }

    /** How a change ended. */
    public sealed interface Saved {
        record Ok(long id) implements Saved {}

        record Missing() implements Saved {}

        /**
         * @param field of the form
         */
        record Refused(String field, String detail) implements Saved {}
    }

    /** The caller's own, or everybody's; by title. */
    public List<Subscription> list(Caller caller, boolean everybodys) {
        return database.with(
                handle ->
                        handle.createQuery(
                                        ROWS
                                                + " where :all or made_by = :by"
                                                + " order by lower(s.title), s.id")
                                .bind("all", everybodys)
                                .bind("by", caller.userId())
                                .map((row, context) -> read(row))
                                .list());
    }

    static Optional<Subscription> find(Handle handle, long id) {
        return handle.createQuery(ROWS + " where s.id = :id")
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne();
    }

    private static @Nullable Saved wrong(Subscription.Form form) {
        if (form.hour() < 0 || form.hour() > 23) {
            return new Saved.Refused("hour", "0 to 23");
        }
        if (form.addresses().isEmpty() || form.addresses().size() > MOST_ADDRESSES) {
            return new Saved.Refused("addresses", "1 to " + MOST_ADDRESSES + " addresses");
        }
        for (String address : form.addresses()) {
            if (!address.matches(ADDRESS)) {
                return new Saved.Refused("addresses", "not a mail address: " + address);
            }
        }
        return null;
    }

    /**
     * Makes one; that the caller sees what it is about was asked before.
     *
     * @param title of what it is about
     */
    public Saved make(Caller caller, Sight sight, String title, Subscription.Form form) {
        Saved wrong = wrong(form);
        return wrong != null
                ? wrong
                : database.inTransaction(tx -> insert(tx, caller, sight, title, form));
    }

    private Saved insert(
            Handle tx, Caller caller, Sight sight, String title, Subscription.Form form) {
        int count =
                tx.createQuery("select count(*) from meter_subscription")
                        .mapTo(Integer.class)
                        .one();
        if (count >= MOST) {
            return new Saved.Refused("addresses", "at most " + MOST + " reports by mail");
        }
        long id =
                bound(
                                tx.createQuery(
                                        """
                                        insert into meter_subscription (kind, about, title, length,
                                            hour, zone, language, addresses, made_by, maker, sees,
                                            next_at)
                                        values (:kind, :about, :title, :length, :hour, :zone,
                                            :language, :addresses, :by, :maker,
                                            case when :all then null else :sees end, :next)
                                        returning id
                                        """),
                                form)
                        .bind("kind", form.about().kind())
                        .bind("about", form.about().id())
                        .bind("title", title)
                        .bind("by", caller.userId())
                        .bind("maker", caller.name())
                        .bind("all", sight instanceof Sight.All)
                        .bindArray("sees", String.class, hosts(sight))
                        .mapTo(Long.class)
                        .one();
        noted(tx, caller, "report.create", id, Map.of("title", title));
        return new Saved.Ok(id);
    }

    private <T extends SqlStatement<T>> T bound(T statement, Subscription.Form form) {
        Instant next = Period.nextAfter(form.length(), clock.instant(), form.hour(), form.zone());
        return statement
                .bind("length", form.length().code())
                .bind("hour", form.hour())
                .bind("zone", form.zone().getId())
                .bind("language", form.locale().getLanguage())
                .bindArray("addresses", String.class, new LinkedHashSet<>(form.addresses()))
                .bind("next", next);
    }

    private static Set<String> hosts(Sight sight) {
        return switch (sight) {
            case Sight.All all -> Set.of();
            case Sight.Some some -> some.hosts();
        };
    }

    private void noted(Handle tx, Caller caller, String action, long id, Map<String, ?> details) {
        live.changed(tx, "reports");
        audit.record(tx, caller, action, "report:" + id, details);
    }

    /** Changes when and to whom; what it is about stays. */
    public Saved change(Caller caller, long id, Subscription.Form form, boolean everybodys) {
        Saved wrong = wrong(form);
        return wrong != null
                ? wrong
                : database.inTransaction(
                        tx -> {
                            if (!mine(tx, caller, id, everybodys)) {
                                return new Saved.Missing();
                            }
                            bound(
                                            tx.createUpdate(
                                                    """
                                                    update meter_subscription set length = :length,
                                                        hour = :hour, zone = :zone,
                                                        language = :language,
                                                        addresses = :addresses, next_at = :next
                                                    where id = :id
                                                    """),
                                            form)
                                    .bind("id", id)
                                    .execute();
                            noted(tx, caller, "report.update", id, Map.of());
                            return new Saved.Ok(id);
                        });
    }

    private static boolean mine(Handle tx, Caller caller, long id, boolean everybodys) {
        return find(tx, id)
                .filter(one -> everybodys || one.maker().userId() == caller.userId())
                .isPresent();
    }

    public Saved delete(Caller caller, long id, boolean everybodys) {
        return database.inTransaction(
                tx -> {
                    if (!mine(tx, caller, id, everybodys)) {
                        return new Saved.Missing();
                    }
                    tx.execute("delete from meter_subscription where id = ?", id);
                    noted(tx, caller, "report.delete", id, Map.of());
                    return new Saved.Ok(id);
                });
    }

    /** Has the last whole period's report sent now; when the next is due stays. */
    public Saved send(Caller caller, long id, boolean everybodys) {
        return database.inTransaction(
                tx -> {
                    Optional<Subscription> found = find(tx, id);
                    if (found.isEmpty() || !mine(tx, caller, id, everybodys)) {
                        return new Saved.Missing();
                    }
                    Letters.write(tx, found.get(), clock.instant());
                    noted(tx, caller, "report.send", id, Map.of());
                    return new Saved.Ok(id);
                });
    }

    private static Subscription read(ResultSet row) throws SQLException {
        return new Subscription(
                row.getLong("id"),
                row.getString("title"),
                new Subscription.Form(
                        new Album.About(row.getString("kind"), row.getString("about"), ""),
                        Period.Length.of(row.getString("length")).orElseThrow(),
                        row.getInt("hour"),
                        ZoneId.of(row.getString("zone")),
                        Locale.forLanguageTag(row.getString("language")),
                        List.of((String[]) row.getArray("addresses").getArray())),
                new Subscription.Maker(row.getLong("made_by"), row.getString("maker"), sight(row)),
                row.getTimestamp("next_at").toInstant(),
                last(row));
    }

    private static Sight sight(ResultSet row) throws SQLException {
        Array hosts = row.getArray("sees");
        return hosts == null
                ? new Sight.All()
                : new Sight.Some(Set.of((String[]) hosts.getArray()));
    }

    private static Subscription.@Nullable Last last(ResultSet row) throws SQLException {
        Timestamp at = row.getTimestamp("letter_at");
        return at == null
                ? null
                : new Subscription.Last(
                        STATES.get(row.getInt("state")), at.toInstant(), row.getString("trouble"));
    }
}
