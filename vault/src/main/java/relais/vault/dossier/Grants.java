package relais.vault.dossier;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import relais.platform.identity.Caller;
import relais.vault.access.Grant;
import relais.vault.access.Level;
import relais.vault.access.Outcome;

/** Who may do what with a single dossier, beside what its type grants. */
public final class Grants {
    private final Deeds deeds;

    public Grants(Deeds deeds) {
        this.deeds = deeds;
    }

    public List<Grant> of(Handle handle, long dossier) {
        return handle.createQuery(
                        """
                        SELECT group_id, level FROM vault_grant
                        WHERE dossier_id = :dossier ORDER BY id
                        """)
                .bind("dossier", dossier)
                .map((row, context) -> new Grant(row.getLong(1), Level.values()[row.getInt(2)]))
                .list();
    }

    /** These and no others. */
    public Outcome set(Caller caller, long dossier, List<Grant> grants) {
        Set<Long> groups = new HashSet<>();
        for (Grant grant : grants) {
            if (grant.level() == Level.NONE || !groups.add(grant.group())) {
                return new Outcome.Refused(
                        422, "grants-invalid", "items", "each group once, with a level");
            }
        }
        return deeds.on(
                caller,
                dossier,
                Level.MANAGE,
                tx -> {
                    tx.createUpdate("DELETE FROM vault_grant WHERE dossier_id = :dossier")
                            .bind("dossier", dossier)
                            .execute();
                    grants.forEach(grant -> insert(tx, dossier, grant));
                    deeds.done(
                            tx,
                            caller,
                            dossier,
                            "granted",
                            "dossier.grants",
                            Map.of("grants", grants));
                    return new Outcome.Ok(dossier);
                });
    }

    private static void insert(Handle tx, long dossier, Grant grant) {
        tx.createUpdate(
                        """
                        INSERT INTO vault_grant (dossier_id, group_id, level)
                        VALUES (:dossier, :group, :level)
                        """)
                .bind("dossier", dossier)
                .bind("group", grant.group())
                .bind("level", grant.level().ordinal())
                .execute();
    }
}
