package relais.voice.contact;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.identity.Caller;
import relais.platform.live.LiveFeed;

/** Finds and changes groups of people. */
public final class Groups {
    private static final int NAME_LIMIT = 100;
    private static final int DESCRIPTION_LIMIT = 1_000;

    private final Database database;
    private final Audit audit;
    private final LiveFeed live;

    public Groups(Database database, Audit audit, LiveFeed live) {
        this.database = database;
        this.audit = audit;
        this.live = live;
    }

    /** Those the caller may see, by name. */
    public List<Group> list(Sight sight) {
        return database.with(
                handle ->
                        handle.createQuery(
                                        """
                                        select g.id, g.name, g.description, coalesce(n.people, 0) people
                                        from voice_group g
                                        left join (select group_id, count(*) people
                                            from voice_contact_group group by group_id) n
                                            on n.group_id = g.id
                                        where :everyone or g.id = any(:sight)
                                        order by lower(g.name), g.id
                                        """)
                                .bind("everyone", sight.everyone())
                                .bind("sight", sight.groupIds())
                                .map(
                                        (row, context) ->
                                                new Group(
                                                        row.getLong("id"),
                                                        row.getString("name"),
                                                        row.getString("description"),
                                                        row.getLong("people")))
                                .list());
    }

    /** Adds a group. */
    public Saved create(Caller caller, Group.Form form) {
        return save(caller, 0, form);
    }

    /** Renames or describes a group. */
    public Saved update(Caller caller, long id, Group.Form form) {
        return save(caller, id, form);
    }

    private Saved save(Caller caller, long id, Group.Form form) {
        String name = PersonCheck.clean(form.name());
        String description = form.description() == null ? "" : form.description().strip();
        if (name == null || name.length() > NAME_LIMIT) {
            return new Saved.Refused(
                    "group-name", "a group's name has 1 to " + NAME_LIMIT + " letters");
        }
        if (description.length() > DESCRIPTION_LIMIT) {
            return new Saved.Refused(
                    "group-description",
                    "a description has at most " + DESCRIPTION_LIMIT + " letters");
        }
        if (id != 0 && !Sight.of(caller).covers(Set.of(id))) {
            return new Saved.Missing();
        }
        return database.inTransaction(tx -> save(tx, caller, id, name, description));
    }

    private Saved save(Handle tx, Caller caller, long id, String name, String description) {
        boolean taken =
                tx.createQuery(
                                """
                                select exists (select 1 from voice_group
                                    where lower(name) = lower(:name) and id <> :id)
                                """)
                        .bind("name", name)
                        .bind("id", id)
                        .mapTo(Boolean.class)
                        .one();
        if (taken) {
            return new Saved.Refused("group-name-taken", "there is a group named " + name);
        }
        String sql =
                id == 0
                        ? """
                        insert into voice_group (name, description) values (:name, :description)
                        on conflict (name) do update set description = excluded.description
                        returning id
                        """
                        : """
                        update voice_group set name = :name, description = :description
                        where id = :id returning id
                        """;
        List<Long> saved =
                tx.createQuery(sql)
                        .bindMap(Map.of("name", name, "description", description, "id", id))
                        .mapTo(Long.class)
                        .list();
        if (saved.isEmpty()) {
            return new Saved.Missing();
        }
        String action = id == 0 ? "contact-group.create" : "contact-group.update";
        audit.record(tx, caller, action, "contact-group:" + saved.getFirst(), Map.of("name", name));
        live.changed(tx, "people");
        return new Saved.Ok(saved.getFirst());
    }

    /** Forgets a group; its people stay. */
    public Saved delete(Caller caller, long id) {
        if (!Sight.of(caller).covers(Set.of(id))) {
            return new Saved.Missing();
        }
        return database.inTransaction(
                tx -> {
                    List<String> name =
                            tx.createQuery("delete from voice_group where id = :id returning name")
                                    .bind("id", id)
                                    .mapTo(String.class)
                                    .list();
                    if (name.isEmpty()) {
                        return new Saved.Missing();
                    }
                    audit.record(
                            tx,
                            caller,
                            "contact-group.delete",
                            "contact-group:" + id,
                            Map.of("name", name.getFirst()));
                    live.changed(tx, "people");
                    return new Saved.Ok(id);
                });
    }

    /** Whether all of {@code ids} are groups, and the caller's to use. */
    static boolean exist(Handle tx, Sight sight, Set<Long> ids) {
        if (!sight.covers(ids)) {
            return false;
        }
        return ids.isEmpty()
                || tx.createQuery("select count(*) from voice_group where id = any(:ids)")
                                .bind("ids", ids.toArray(Long[]::new))
                                .mapTo(Integer.class)
                                .one()
                        == ids.size();
    }

    static void put(Handle tx, long contact, Set<Long> groups) {
        tx.createUpdate(
                        """
                        insert into voice_contact_group (contact_id, group_id)
                        select :contact, unnest(cast(:groups as bigint[]))
                        on conflict do nothing
                        """)
                .bind("contact", contact)
                .bind("groups", groups.toArray(Long[]::new))
                .execute();
    }

    /** Makes {@code groups} the contact's only ones among those the caller may see. */
    static void replace(Handle tx, Sight sight, long contact, Set<Long> groups) {
        tx.createUpdate(
                        """
                        delete from voice_contact_group
                        where contact_id = :contact and not group_id = any(:groups)
                            and (:everyone or group_id = any(:sight))
                        """)
                .bind("contact", contact)
                .bind("groups", groups.toArray(Long[]::new))
                .bind("everyone", sight.everyone())
                .bind("sight", sight.groupIds())
                .execute();
        put(tx, contact, groups);
    }

    /** The groups of each contact that the caller may see. */
    static Map<Long, List<Long>> of(Handle handle, Sight sight, Collection<Long> contacts) {
        Map<Long, List<Long>> groups = new HashMap<>();
        if (contacts.isEmpty()) {
            return groups;
        }
        handle.createQuery(
                        """
                        select contact_id, group_id from voice_contact_group
                        where contact_id = any(:contacts)
                            and (:everyone or group_id = any(:sight))
                        order by group_id
                        """)
                .bind("contacts", contacts.toArray(Long[]::new))
                .bind("everyone", sight.everyone())
                .bind("sight", sight.groupIds())
                .map((row, context) -> Map.entry(row.getLong(1), row.getLong(2)))
                .forEach(
                        e ->
                                groups.computeIfAbsent(e.getKey(), id -> new ArrayList<>())
                                        .add(e.getValue()));
        return groups;
    }
}
