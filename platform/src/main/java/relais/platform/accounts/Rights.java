package relais.platform.accounts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import relais.platform.identity.Caller;
import relais.platform.identity.GrantablePermission;
import relais.platform.identity.Permission;

/** What the modules let one grant, and what a user's groups grant together. */
final class Rights {
    /** One user's groups put together; "everything" is all that this version knows. */
    private static final String OF_USER =
            """
            SELECT u.id, u.name, u.locale,
              coalesce(bool_or(g.everything), false) AS everything,
              coalesce(bool_or(g.all_contacts), false) AS all_contacts,
              coalesce(array_agg(DISTINCT p.key) FILTER (WHERE p.key IS NOT NULL), '{}') AS keys,
              coalesce(array_agg(DISTINCT c.id) FILTER (WHERE c.id IS NOT NULL), '{}') AS contacts,
              coalesce(bool_or(g.all_hosts), false) AS all_hosts,
              coalesce(array_agg(DISTINCT h.id) FILTER (WHERE h.id IS NOT NULL), '{}') AS hosts
            FROM platform_user u
            LEFT JOIN platform_member m ON m.user_id = u.id
            LEFT JOIN platform_user_group g ON g.id = m.group_id
            LEFT JOIN LATERAL unnest(g.permissions) AS p(key) ON true
            LEFT JOIN LATERAL unnest(g.contact_groups) AS c(id) ON true
            LEFT JOIN LATERAL unnest(g.host_groups) AS h(id) ON true
            WHERE u.id = :id AND u.active
            GROUP BY u.id
            """;

    private final Map<String, GrantablePermission> known = new LinkedHashMap<>();

    Rights(List<GrantablePermission> grantable) {
        for (GrantablePermission one : grantable) {
            if (known.put(one.permission().key(), one) != null) {
                throw new IllegalStateException("permission listed twice: " + one);
            }
        }
    }

    List<GrantablePermission> grantable() {
        return List.copyOf(known.values());
    }

    boolean knows(String key) {
        return known.containsKey(key);
    }

    Set<Permission> all() {
        Set<Permission> all = new LinkedHashSet<>();
        known.values().forEach(one -> all.add(one.permission()));
        return all;
    }

    /** Those of {@code keys} that this version knows; another version's may be there too. */
    Set<Permission> of(List<String> keys) {
        Set<Permission> some = new LinkedHashSet<>();
        for (String key : keys) {
            GrantablePermission one = known.get(key);
            if (one != null) {
                some.add(one.permission());
            }
        }
        return some;
    }

    /** The active user as a caller; nobody where there is none. */
    Caller caller(Handle handle, long userId) {
        return handle.createQuery(OF_USER)
                .bind("id", userId)
                .map((row, context) -> caller(row))
                .findOne()
                .orElse(Caller.nobody());
    }

    private Caller caller(ResultSet row) throws SQLException {
        List<String> keys = List.of((String[]) row.getArray("keys").getArray());
        return new Caller(
                row.getLong("id"),
                row.getString("name"),
                row.getBoolean("everything") ? all() : of(keys),
                row.getBoolean("all_contacts"),
                Set.copyOf(Arrays.asList((Long[]) row.getArray("contacts").getArray())),
                row.getBoolean("all_hosts"),
                Set.copyOf(Arrays.asList((Long[]) row.getArray("hosts").getArray())),
                Locale.forLanguageTag(row.getString("locale")));
    }

    /**
     * Whether {@code caller} may hand out or take over what {@code other} has: who manages users
     * must not climb by way of them.
     */
    static boolean covers(Caller caller, Caller other) {
        return caller.permissions().containsAll(other.permissions())
                && (caller.allContacts()
                        || !other.allContacts()
                                && caller.contactGroups().containsAll(other.contactGroups()))
                && (caller.allHosts()
                        || !other.allHosts()
                                && caller.hostGroups().containsAll(other.hostGroups()));
    }
}
