package relais.vault.moving.mapping;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import relais.vault.moving.dump.Column;
import relais.vault.moving.dump.Key;
import relais.vault.moving.dump.Kind;
import relais.vault.moving.dump.Table;
import relais.vault.moving.mapping.Mapping.DocumentMapping;
import relais.vault.moving.mapping.Mapping.DossierMapping;
import relais.vault.moving.mapping.Mapping.FieldMapping;
import relais.vault.moving.mapping.Mapping.LinkMapping;
import relais.vault.moving.mapping.Mapping.Lookup;
import relais.vault.moving.mapping.Mapping.PeopleMapping;

/** A first guess at what old tables mean, from their names, keys and some of their values. Pure. */
public final class Proposal {
    private static final String NUMBER = "num|ref|matric|code";
    private static final String TITLE = "titre|title|libell|objet|subject|intitul|nom|name";
    private static final String STATE = "etat|statut|status|state";
    private static final String CREATED = "ouv|open|cre|debut|begin|date";
    private static final String CLOSED_DATE = "clot|clos|fin|end|ferm";
    private static final String CLOSED = "clos|ferm|clot|close|termin|done|fini|archiv";
    private static final String CONFIDENTIAL = "confid|secret|prive|private";
    private static final String NAME = "nom|name|fichier|file|titre|title";
    private static final String SIZE = "taille|size|octets|bytes";
    private static final int MOST_FIELDS = 90;

    private final Map<String, Table> tables;
    private final Function<String, List<Map<String, String>>> samples;
    private final Set<String> encodedTwice;

    /**
     * @param samples some rows of a table, by columns
     * @param encodedTwice {@code table.column} of texts that were found so
     */
    public Proposal(
            Map<String, Table> tables,
            Function<String, List<Map<String, String>>> samples,
            Set<String> encodedTwice) {
        this.tables = tables;
        this.samples = samples;
        this.encodedTwice = encodedTwice;
    }

    public Mapping mapping() {
        List<DossierMapping> dossiers = new ArrayList<>();
        List<DocumentMapping> documents = new ArrayList<>();
        for (Table table : tables.values()) {
            Optional<String> path = pathColumn(table);
            if (path.isEmpty() || table.keyColumn().isEmpty()) {
                continue;
            }
            references(table)
                    .filter(k -> pathColumn(known(k.references())).isEmpty())
                    .findFirst()
                    .ifPresent(
                            key -> {
                                Table of = known(key.references());
                                if (dossiers.stream().noneMatch(d -> d.table().equals(of.name()))) {
                                    dossiers.add(dossiers(of));
                                }
                                documents.add(documents(table, key, path.get()));
                            });
        }
        return new Mapping(dossiers, documents);
    }

    /** Foreign keys, declared or told by names such as {@code dossier_id}. */
    private java.util.stream.Stream<Key> references(Table table) {
        List<Key> keys = new ArrayList<>();
        for (Key key : table.keys()) {
            if (key.sort() == Key.Sort.FOREIGN
                    && key.columns().size() == 1
                    && tables.containsKey(key.references())) {
                keys.add(key);
            }
        }
        for (Column column : table.filled()) {
            String name = column.name().toLowerCase(Locale.ROOT);
            for (Table other : tables.values()) {
                String wanted = other.name().toLowerCase(Locale.ROOT);
                boolean told =
                        name.equals(wanted + "_id")
                                || name.equals("id_" + wanted)
                                || name.equals(wanted + "id");
                if (told
                        && !other.keyColumn().isEmpty()
                        && keys.stream().noneMatch(k -> k.columns().contains(column.name()))) {
                    keys.add(
                            new Key(
                                    Key.Sort.FOREIGN,
                                    "",
                                    List.of(column.name()),
                                    other.name(),
                                    List.of(other.keyColumn())));
                }
            }
        }
        return keys.stream();
    }

    private Table known(String name) {
        return Objects.requireNonNull(tables.get(name), name);
    }

    private Optional<String> pathColumn(Table table) {
        return table.filled().stream()
                .filter(c -> c.kind() == Kind.TEXT)
                .map(Column::name)
                .filter(
                        c -> {
                            List<String> values = values(table, c);
                            long paths =
                                    values.stream()
                                            .filter(v -> v.matches("(?s).*[/\\\\].*[/\\\\.].*"))
                                            .count();
                            return !values.isEmpty() && paths * 10 >= values.size() * 8L;
                        })
                .findFirst();
    }

    private List<String> values(Table table, String column) {
        List<String> values = new ArrayList<>();
        for (Map<String, String> row : samples.apply(table.name())) {
            String value = row.get(column);
            if (value != null && !value.isEmpty()) {
                values.add(value);
            }
        }
        return values;
    }

    private static @Nullable String named(Table table, String pattern, Predicate<Column> fits) {
        return table.filled().stream()
                .filter(fits)
                .filter(
                        c ->
                                c.name()
                                        .toLowerCase(Locale.ROOT)
                                        .matches("(?s).*(?:" + pattern + ").*"))
                .map(Column::name)
                .findFirst()
                .orElse(null);
    }

    private static boolean isDate(Column column) {
        return switch (column.kind()) {
            case DATE, TIMESTAMP, TIMESTAMPTZ -> true;
            default -> false;
        };
    }

    private DossierMapping dossiers(Table table) {
        String number = named(table, NUMBER, c -> c.kind() == Kind.TEXT);
        String title = named(table, TITLE, c -> c.kind() == Kind.TEXT && !c.name().equals(number));
        String state = named(table, STATE, c -> c.kind() == Kind.CHOICE || c.kind() == Kind.TEXT);
        String created = named(table, CREATED, Proposal::isDate);
        String confidential = named(table, CONFIDENTIAL, Column::flag);
        List<String> used = new ArrayList<>(List.of(table.keyColumn()));
        for (String column : new String[] {number, title, state, confidential}) {
            if (column != null) {
                used.add(column);
            }
        }
        List<String> states = state == null ? List.of() : states(table, state);
        return new DossierMapping(
                Slug.of(table.name()),
                Map.of("fr", table.name(), "en", table.name()),
                table.name(),
                table.keyColumn(),
                number,
                title,
                state,
                states,
                states.stream()
                        .filter(s -> s.toLowerCase(Locale.ROOT).matches(".*(?:" + CLOSED + ").*"))
                        .toList(),
                created,
                named(table, CLOSED_DATE, Proposal::isDate),
                confidential,
                fields(table, used),
                people(table),
                links(table),
                table.filled().stream()
                        .map(Column::name)
                        .filter(c -> encodedTwice.contains(table.name() + "." + c))
                        .toList());
    }

    private List<String> states(Table table, String column) {
        List<String> choices = table.column(column).map(Column::choices).orElse(List.of());
        return choices.isEmpty()
                ? values(table, column).stream().distinct().sorted().limit(50).toList()
                : choices;
    }

    private List<FieldMapping> fields(Table table, List<String> used) {
        Map<String, Key> lookups =
                references(table)
                        .collect(
                                Collectors.toMap(k -> k.columns().getFirst(), k -> k, (a, b) -> a));
        List<FieldMapping> fields = new ArrayList<>();
        for (Column column : table.filled()) {
            if (used.contains(column.name()) || fields.size() >= MOST_FIELDS) {
                continue;
            }
            Key key = lookups.get(column.name());
            Lookup from = key == null ? null : lookup(key).orElse(null);
            String kind =
                    from != null
                            ? "text"
                            : switch (column.kind()) {
                                case SMALLINT -> column.flag() ? "boolean" : "number";
                                case INTEGER, BIGINT, NUMERIC, REAL, DOUBLE, YEAR -> "number";
                                case BOOLEAN -> "boolean";
                                case DATE, TIMESTAMP, TIMESTAMPTZ -> "date";
                                case BYTES -> "";
                                default -> "longtext";
                            };
            if (!kind.isEmpty()) {
                fields.add(
                        new FieldMapping(
                                column.name(),
                                Slug.of(column.name()),
                                Map.of("fr", column.name(), "en", column.name()),
                                kind,
                                from));
            }
        }
        return fields;
    }

    private Optional<Lookup> lookup(Key key) {
        Table to = tables.get(key.references());
        String label =
                to == null ? null : named(to, "libell|label|" + TITLE, c -> c.kind() == Kind.TEXT);
        return label == null || to == null
                ? Optional.empty()
                : Optional.of(new Lookup(to.name(), key.referenced().getFirst(), label));
    }

    /** Tables that say no more than which dossier and which other row belong together. */
    private List<PeopleMapping> people(Table dossiers) {
        List<PeopleMapping> people = new ArrayList<>();
        for (Table link : tables.values()) {
            List<Key> keys = references(link).toList();
            Optional<Key> here = to(keys, dossiers.name());
            Optional<Key> there =
                    keys.stream().filter(k -> !k.references().equals(dossiers.name())).findFirst();
            if (link.filled().size() > 4 || here.isEmpty() || there.isEmpty()) {
                continue;
            }
            lookup(there.get())
                    .ifPresent(
                            of ->
                                    people.add(
                                            new PeopleMapping(
                                                    Slug.of(of.table()),
                                                    link.name(),
                                                    here.get().columns().getFirst(),
                                                    there.get().columns().getFirst(),
                                                    of,
                                                    firstNames(of))));
        }
        return people;
    }

    private List<String> firstNames(Lookup of) {
        String first = named(known(of.table()), "prenom|first", c -> c.kind() == Kind.TEXT);
        return first == null || first.equals(of.column()) ? List.of() : List.of(first);
    }

    private static Optional<Key> to(List<Key> keys, String table) {
        return keys.stream().filter(k -> k.references().equals(table)).findFirst();
    }

    /** Small tables of two numbers of which one points to dossiers. */
    private List<LinkMapping> links(Table dossiers) {
        List<LinkMapping> links = new ArrayList<>();
        for (Table link : tables.values()) {
            Optional<Key> here = to(references(link).toList(), dossiers.name());
            Optional<Column> other =
                    link.filled().stream()
                            .filter(
                                    c ->
                                            c.kind().isNumber()
                                                    && c.name()
                                                            .matches(
                                                                    "(?i).*(autre|other|cible|to).*"))
                            .min(Comparator.comparing(Column::name));
            if (!link.equals(dossiers) && here.isPresent() && other.isPresent()) {
                links.add(
                        new LinkMapping(
                                link.name(),
                                here.get().columns().getFirst(),
                                other.get().name(),
                                named(link, "nature|type|kind|sorte", c -> c.kind() == Kind.TEXT)));
            }
        }
        return links;
    }

    private DocumentMapping documents(Table table, Key to, String path) {
        return new DocumentMapping(
                table.name(),
                table.keyColumn(),
                to.columns().getFirst(),
                Slug.of(to.references()),
                named(table, NAME, c -> c.kind() == Kind.TEXT && !c.name().equals(path)),
                path,
                named(table, SIZE, c -> c.kind().isNumber()),
                named(table, CREATED, Proposal::isDate),
                prefix(values(table, path)));
    }

    /** {@code \\server\share\} where all begin so. */
    static String prefix(List<String> paths) {
        String common = paths.isEmpty() ? "" : paths.getFirst();
        for (String path : paths) {
            while (!path.startsWith(common)) {
                common = common.substring(0, common.length() - 1);
            }
        }
        boolean unc = common.startsWith("\\\\") || common.startsWith("//");
        if (!unc) {
            return common.matches("(?s)[A-Za-z]:[/\\\\].*") ? common.substring(0, 3) : "";
        }
        char slash = common.charAt(0);
        int server = common.indexOf(slash, 2);
        int share = server < 0 ? -1 : common.indexOf(slash, server + 1);
        return share < 0 ? "" : common.substring(0, share + 1);
    }
}
