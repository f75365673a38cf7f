package relais.vault.access;

import java.util.Set;
import org.jdbi.v3.core.Handle;
import relais.platform.accounts.Memberships;
import relais.platform.identity.Caller;

/**
 * Decides what a caller may do with a dossier: by the grants of its groups to the type or to the
 * dossier itself. A confidential dossier needs a grant of its own, or the permission for them.
 */
public final class Sight {
    private final Memberships memberships;

    public Sight(Memberships memberships) {
        this.memberships = memberships;
    }

    /** What the caller may do with the dossier; NONE also where there is no such dossier. */
    public Level of(Handle handle, Caller caller, long dossierId) {
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
                        .bind("groups", groups(caller).toArray(Long[]::new))
                        .bind("id", dossierId)
                        .mapTo(Integer.class)
                        .findOne()
                        .orElse(0);
        Level granted = Level.values()[level];
        return granted.allows(Level.WRITE) && !caller.may(VaultPermissions.RECORDS_EDIT)
                ? Level.READ
                : granted;
    }

    /** The groups of users whose grants count for the caller. */
    public Set<Long> groups(Caller caller) {
        return memberships.of(caller.userId());
    }
}
