package relais.platform.accounts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import relais.platform.db.Database;
import relais.platform.identity.Caller;

/** The groups that grant permissions: listed, made, changed, removed. */
public final class UserGroups {
    private static final int NAME_SIGNS = 100;

    /** More than anybody needs; a bound for what one row may hold. */
    private static final int MOST_GROUPS = 1_000;

    private static final String SELECT =
            """
            SELECT g.id, g.name, g.everything, g.permissions, g.all_contacts, g.contact_groups,
              g.all_hosts, g.host_groups,
              (SELECT count(*) FROM platform_member m WHERE m.group_id = g.id) AS users
            FROM platform_user_group g
            """;

    private final Database database;
    private final AccountAudit audit;
    private final Rights rights;

    UserGroups(Database database, AccountAudit audit, Rights rights) {
        this.database = database;
        this.audit = audit;
        this.rights = rights;
    }

    /** All of them by name; there are few. */
    public List<UserGroup> list() {
        return database.with(
                handle ->
                        handle.createQuery(SELECT + "ORDER BY g.everything DESC, g.name LIMIT 1000")
                                .map((row, context) -> group(rights, row))
                                .list());
    }

    public Outcome<UserGroup> create(Caller caller, UserGroup.Wanted wanted) {
        Optional<Outcome<UserGroup>> refused = objection(caller, wanted);
        if (refused.isPresent()) {
            return refused.get();
        }
        return database.inTransaction(
                tx -> {
                    Optional<Long> id =
                            tx.createQuery(
                                            """
                                            INSERT INTO platform_user_group
                                              (name, permissions, all_contacts, contact_groups,
                                               all_hosts, host_groups)
                                            VALUES (:name, :permissions, :allContacts, :contacts,
                                              :allHosts, :hosts)
                                            ON CONFLICT (name) DO NOTHING RETURNING id
                                            """)
                                    .bind("name", wanted.name().strip())
                                    .bindArray("permissions", String.class, wanted.permissions())
                                    .bind("allContacts", wanted.allContacts())
                                    .bindArray("contacts", Long.class, wanted.contacts())
                                    .bind("allHosts", wanted.everyHost())
                                    .bindArray("hosts", Long.class, wanted.hosts())
                                    .mapTo(Long.class)
                                    .findOne();
                    if (id.isEmpty()) {
                        return taken();
                    }
                    UserGroup made = find(tx, rights, id.get()).orElseThrow();
                    audit.record(tx, caller, "user-group.create", "user-group:" + made.id(), made);
                    return Outcome.done(made);
                });
    }

    public Outcome<UserGroup> update(Caller caller, long id, UserGroup.Wanted wanted) {
        return database.inTransaction(
                tx -> {
                    Optional<Outcome<UserGroup>> refused =
                            this.<UserGroup>mayTouch(tx, caller, id)
                                    .or(() -> objection(caller, wanted));
                    if (refused.isPresent()) {
                        return refused.get();
                    }
                    UserGroup old = find(tx, rights, id).orElseThrow();
                    long same =
                            tx.createQuery(
                                            "SELECT count(*) FROM platform_user_group WHERE name = :name AND id <> :id")
                                    .bind("name", wanted.name().strip())
                                    .bind("id", id)
                                    .mapTo(Long.class)
                                    .one();
                    if (same > 0) {
                        return taken();
                    }
                    tx.createUpdate(
                                    """
                                    UPDATE platform_user_group SET name = :name,
                                      permissions = :permissions, all_contacts = :allContacts,
                                      contact_groups = :contacts, all_hosts = :allHosts,
                                      host_groups = :hosts WHERE id = :id
                                    """)
                            .bind("id", id)
                            .bind("name", wanted.name().strip())
                            .bindArray("permissions", String.class, wanted.permissions())
                            .bind("allContacts", wanted.allContacts())
                            .bindArray("contacts", Long.class, wanted.contacts())
                            .bind("allHosts", wanted.everyHost())
                            .bindArray("hosts", Long.class, wanted.hosts())
                            .execute();
                    UserGroup now = find(tx, rights, id).orElseThrow();
                    audit.record(
                            tx,
                            caller,
                            "user-group.change",
                            "user-group:" + id,
                            Map.of("before", old, "after", now));
                    return Outcome.done(now);
                });
    }

    public Outcome<Long> remove(Caller caller, long id) {
        return database.inTransaction(
                tx -> {
                    Optional<Outcome<Long>> refused = mayTouch(tx, caller, id);
                    if (refused.isPresent()) {
                        return refused.get();
                    }
                    UserGroup old = find(tx, rights, id).orElseThrow();
                    tx.execute("DELETE FROM platform_user_group WHERE id = ?", id);
                    audit.record(tx, caller, "user-group.remove", "user-group:" + id, old);
                    return Outcome.done(id);
                });
    }

    private <T> Optional<Outcome<T>> mayTouch(Handle tx, Caller caller, long id) {
        tx.execute("SELECT 1 FROM platform_user_group WHERE id = ? FOR UPDATE", id);
        Optional<UserGroup> group = find(tx, rights, id);
        if (group.isEmpty()) {
            return Optional.of(Outcome.missing("there is no such group"));
        }
        if (group.get().builtIn()) {
            return Optional.of(
                    Outcome.conflict("built-in", "the administrators' group stays as it is"));
        }
        return Rights.covers(caller, asCaller(rights, group.get()))
                ? Optional.empty()
                : Optional.of(
                        Outcome.forbidden("this group grants permissions that you do not have"));
    }

    private <T> Optional<Outcome<T>> objection(Caller caller, UserGroup.Wanted wanted) {
        String name = wanted.name().strip();
        if (name.isEmpty() || name.length() > NAME_SIGNS || name.matches("(?s).*\\p{Cntrl}.*")) {
            return Optional.of(Outcome.invalid("invalid-name", "a name has 1 to 100 signs"));
        }
        if (wanted.contacts().size() > MOST_GROUPS || wanted.hosts().size() > MOST_GROUPS) {
            return Optional.of(Outcome.invalid("too-many", "too many groups of contacts or hosts"));
        }
        Optional<String> unknown =
                wanted.permissions().stream().filter(key -> !rights.knows(key)).findFirst();
        if (unknown.isPresent()) {
            return Optional.of(
                    Outcome.invalid(
                            "no-such-permission", "there is no permission " + unknown.get()));
        }
        Caller granted =
                new Caller(
                        0,
                        "",
                        rights.of(wanted.permissions()),
                        wanted.allContacts(),
                        Set.copyOf(wanted.contacts()),
                        wanted.everyHost(),
                        Set.copyOf(wanted.hosts()),
                        Locale.ROOT);
        return Rights.covers(caller, granted)
                ? Optional.empty()
                : Optional.of(Outcome.forbidden("you can grant only what you have yourself"));
    }

    private static <T> Outcome<T> taken() {
        return Outcome.conflict("name-taken", "another group has this name");
    }

    static Optional<UserGroup> find(Handle handle, Rights rights, long id) {
        return handle.createQuery(SELECT + "WHERE g.id = :id")
                .bind("id", id)
                .map((row, context) -> group(rights, row))
                .findOne();
    }

    /** A member of this group alone, to compare with. */
    static Caller asCaller(Rights rights, UserGroup group) {
        return new Caller(
                0,
                "",
                rights.of(group.permissions()),
                group.allContacts(),
                Set.copyOf(group.contactGroups()),
                group.allHosts(),
                Set.copyOf(group.hostGroups()),
                Locale.ROOT);
    }

    private static UserGroup group(Rights rights, ResultSet row) throws SQLException {
        boolean everything = row.getBoolean("everything");
        List<String> keys = List.of((String[]) row.getArray("permissions").getArray());
        return new UserGroup(
                row.getLong("id"),
                row.getString("name"),
                everything,
                (everything ? rights.all() : rights.of(keys))
                        .stream().map(permission -> permission.key()).sorted().toList(),
                row.getBoolean("all_contacts"),
                List.of((Long[]) row.getArray("contact_groups").getArray()),
                row.getBoolean("all_hosts"),
                List.of((Long[]) row.getArray("host_groups").getArray()),
                row.getLong("users"));
    }

    static long administrators(Handle handle) {
        return handle.createQuery("SELECT id FROM platform_user_group WHERE everything LIMIT 1")
                .mapTo(Long.class)
                .one();
    }
}
