package relais.vault.dossier;

import java.util.List;
import java.util.Set;
import relais.vault.type.TypeDefinition;

/** Where a dossier may go from its state. Pure. */
public final class Workflow {
    private Workflow() {}

    /** The states that somebody in these groups may move it to. */
    public static List<String> ways(TypeDefinition type, String from, Set<Long> groups) {
        return type.transitions().stream()
                .filter(way -> way.from().equals(from))
                .filter(
                        way ->
                                way.groups() == null
                                        || way.groups().isEmpty()
                                        || way.groups().stream().anyMatch(groups::contains))
                .map(TypeDefinition.Transition::to)
                .toList();
    }
}
