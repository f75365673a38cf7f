package relais.vault.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * What a caller sees of all dossiers, for statements about many.
 *
 * @param types the level at each type of which something is seen
 * @param confidential also the confidential ones of these types
 * @param groups the caller's groups, whose grants to single dossiers count as well
 */
public record Reach(Map<Long, Level> types, boolean confidential, Set<Long> groups) {
    /** True of dossiers d that are seen; needs {@link #bind}. */
    public static final String SEEN =
            """
            ((d.type_id = ANY (:reachTypes) AND (:reachConfidential OR NOT d.confidential))
              OR d.id IN (SELECT g.dossier_id FROM vault_grant g
                          WHERE g.group_id = ANY (:reachGroups) AND g.dossier_id IS NOT NULL))
            """;

    public Reach {
        types = Map.copyOf(types);
        groups = Set.copyOf(groups);
    }

    /** A type together with whether its confidential dossiers are meant, or the others. */
    public record Shelf(long type, boolean confidential) {}

    /** Where whole ranges of dossiers are seen; {@code type} 0 for all. */
    public List<Shelf> shelves(long type) {
        List<Shelf> shelves = new ArrayList<>();
        for (long each : types.keySet()) {
            if (type == 0 || type == each) {
                shelves.add(new Shelf(each, false));
                if (confidential) {
                    shelves.add(new Shelf(each, true));
                }
            }
        }
        return shelves;
    }

    public <T extends SqlStatement<T>> T bind(T statement) {
        return statement
                .bind("reachTypes", types.keySet().toArray(Long[]::new))
                .bind("reachConfidential", confidential)
                .bind("reachGroups", groups.toArray(Long[]::new));
    }
}
