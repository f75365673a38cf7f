package relais.vault.access;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import relais.platform.accounts.Memberships;
import relais.platform.identity.Caller;

/**
 * Decides what a caller may do with a dossier: by the grants of its groups to the type or to the
 * dossier itself. A confidential dossier needs a grant of its own, or the permission for them. Who
 * may not read at all, as a token for something else, sees nothing: whatever else one may do is
 * done to what one may read.
 */
public final class Sight {
    private final Memberships memberships;

    public Sight(Memberships memberships) {
        this.memberships = memberships;
    }

    /** What the caller may do with the dossier; NONE also where there is no such dossier. */
    public Level of(Handle handle, Caller caller, long dossierId) {
        if (!caller.may(VaultPermissions.RECORDS_READ)) {
            return Level.NONE;
        }
        int level =
                handle.createQuery(
                                """
                                SELECT CASE
                                  WHEN d.confidential AND NOT :confidential THEN
                                    coalesce(max(g.level) FILTER (WHERE g.dossier_id = d.id), 0)
                                  WHEN :all THEN 3
                                  ELSE coalesce(max(g.level), 0) END
                                FROM vault_dossier d
                                LEFT JOIN vault_grant g
                                  ON (g.dossier_id = d.id OR g.type_id = d.type_id)
                                  AND g.group_id = ANY (:groups)
                                WHERE d.id = :id
                                GROUP BY d.id
                                """)
                        .bind("confidential", caller.may(VaultPermissions.RECORDS_CONFIDENTIAL))
                        .bind("all", caller.may(VaultPermissions.RECORDS_ALL))
                        .bind("groups", groups(handle, caller).toArray(Long[]::new))
                        .bind("id", dossierId)
                        .mapTo(Integer.class)
                        .findOne()
                        .orElse(0);
        return limited(caller, Level.values()[level]);
    }

    /** Who may not edit at all only reads, whatever is granted. */
    private static Level limited(Caller caller, Level granted) {
        return granted.allows(Level.WRITE) && !caller.may(VaultPermissions.RECORDS_EDIT)
                ? Level.READ
                : granted;
    }

    /** What the caller sees of all dossiers. */
    public Reach reach(Handle handle, Caller caller) {
        if (!caller.may(VaultPermissions.RECORDS_READ)) {
            return new Reach(Map.of(), false, Set.of());
        }
        Set<Long> groups = groups(handle, caller);
        boolean all = caller.may(VaultPermissions.RECORDS_ALL);
        Map<Long, Level> types = new HashMap<>();
        handle.createQuery(
                        """
                        SELECT t.id, CASE WHEN :all THEN 3 ELSE max(g.level) END AS level
                        FROM vault_type t
                        LEFT JOIN vault_grant g ON g.type_id = t.id AND g.group_id = ANY (:groups)
                        GROUP BY t.id HAVING :all OR max(g.level) > 0
                        """)
                .bind("all", all)
                .bind("groups", groups.toArray(Long[]::new))
                .map((row, context) -> Map.entry(row.getLong("id"), row.getInt("level")))
                .forEach(
                        type ->
                                types.put(
                                        type.getKey(),
                                        limited(caller, Level.values()[type.getValue()])));
        return new Reach(types, caller.may(VaultPermissions.RECORDS_CONFIDENTIAL), groups);
    }

    /** Types of which the caller sees single dossiers, or all. */
    public Set<Long> typesSeen(Handle handle, Caller caller) {
        Reach reach = reach(handle, caller);
        Set<Long> seen = new HashSet<>(reach.types().keySet());
        handle.createQuery(
                        """
                        SELECT DISTINCT d.type_id FROM vault_grant g
                        JOIN vault_dossier d ON d.id = g.dossier_id
                        WHERE g.group_id = ANY (:groups)
                        """)
                .bind("groups", reach.groups().toArray(Long[]::new))
                .mapTo(Long.class)
                .forEach(seen::add);
        return seen;
    }

    /** The groups of users whose grants count for the caller. */
    public Set<Long> groups(Handle handle, Caller caller) {
        return memberships.of(handle, caller.userId());
    }
}
