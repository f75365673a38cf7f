package relais.vault.moving.mapping;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import relais.vault.moving.dump.Table;
import relais.vault.moving.mapping.Mapping.DocumentMapping;
import relais.vault.moving.mapping.Mapping.DossierMapping;

/** Says what a mapping names that is not there. Pure. */
final class MappingCheck {
    private final Map<String, Table> tables;
    private final Set<String> missing = new LinkedHashSet<>();

    private MappingCheck(Map<String, Table> tables) {
        this.tables = tables;
    }

    /** What is not there, each once, in the mapping's order. */
    static Set<String> missing(Mapping mapping, Map<String, Table> tables) {
        MappingCheck check = new MappingCheck(tables);
        mapping.dossiers().forEach(check::dossiers);
        mapping.documents().forEach(check::documents);
        return check.missing;
    }

    private void dossiers(DossierMapping of) {
        String table = of.table();
        for (String column :
                new String[] {
                    of.keyColumn(),
                    of.number(),
                    of.title(),
                    of.state(),
                    of.created(),
                    of.changed(),
                    of.confidential()
                }) {
            column(table, column);
        }
        of.encodedTwice().forEach(c -> column(table, c));
        of.fields()
                .forEach(
                        f -> {
                            column(table, f.column());
                            if (f.from() != null) {
                                column(f.from().table(), f.from().key());
                                column(f.from().table(), f.from().column());
                            }
                        });
        of.people()
                .forEach(
                        p -> {
                            column(p.link(), p.dossier());
                            column(p.link(), p.person());
                            column(p.of().table(), p.of().key());
                            column(p.of().table(), p.of().column());
                            p.more().forEach(c -> column(p.of().table(), c));
                        });
        of.links()
                .forEach(
                        l -> {
                            column(l.table(), l.from());
                            column(l.table(), l.to());
                            column(l.table(), l.kind());
                        });
    }

    private void documents(DocumentMapping of) {
        for (String column :
                new String[] {
                    of.keyColumn(), of.dossier(), of.name(), of.path(), of.size(), of.at()
                }) {
            column(of.table(), column);
        }
    }

    private void column(String table, @Nullable String column) {
        Table there = tables.get(table);
        if (there == null) {
            missing.add(table);
            return;
        }
        if (column != null && there.filled().stream().noneMatch(c -> c.name().equals(column))) {
            missing.add(table + "." + column);
        }
    }
}
