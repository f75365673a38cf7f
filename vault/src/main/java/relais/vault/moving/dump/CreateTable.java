package relais.vault.moving.dump;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the declaration of a table (MySQL manual, "CREATE TABLE"). */
final class CreateTable {
    private final Words words;
    private final List<ColumnDraft> columns = new ArrayList<>();
    private final List<Key> keys = new ArrayList<>();

    private CreateTable(Words words) {
        this.words = words;
    }

    /** What follows the name; empty where it has no list of columns (LIKE, AS SELECT). */
    static Optional<Table> read(Words words, String name) {
        return words.take("(") ? Optional.of(new CreateTable(words).table(name)) : Optional.empty();
    }

    private Table table(String name) {
        do {
            part();
        } while (words.take(","));
        words.take(")");
        String charset = "";
        String comment = "";
        while (!words.ended()) {
            String option = words.next().text().toUpperCase(Locale.ROOT);
            if (option.equals("CHARSET") || option.equals("COLLATE")) {
                words.take("=");
                String given = words.next().text().toLowerCase(Locale.ROOT);
                charset = option.equals("CHARSET") ? given : orCharsetOf(given, charset);
            } else if (option.equals("CHARACTER")) {
                words.take("SET");
                words.take("=");
                charset = words.next().text().toLowerCase(Locale.ROOT);
            } else if (option.equals("COMMENT")) {
                words.take("=");
                comment = words.next().text();
            }
        }
        String fallback = charset.isEmpty() ? "utf8mb4" : charset;
        return new Table(
                name, columns.stream().map(c -> c.column(fallback)).toList(), keys, comment);
    }

    static String orCharsetOf(String collation, String charset) {
        return charset.isEmpty() ? collation.split("_", 2)[0] : charset;
    }

    private void part() {
        Words.Word first = words.next();
        if (!first.plain()) {
            column(first.text());
            return;
        }
        switch (first.text().toUpperCase(Locale.ROOT)) {
            case "PRIMARY" -> {
                words.take("KEY");
                key(Key.Sort.PRIMARY, "");
            }
            case "UNIQUE" -> {
                boolean _ = words.take("KEY") || words.take("INDEX");
                key(Key.Sort.UNIQUE, name());
            }
            case "KEY", "INDEX" -> key(Key.Sort.PLAIN, name());
            case "FULLTEXT", "SPATIAL", "CHECK", "PERIOD" -> passPart();
            case "CONSTRAINT" -> constraint();
            case "FOREIGN" -> foreign("");
            default -> column(first.text());
        }
    }

    private String name() {
        return words.is("(") || words.is("USING") ? "" : words.next().text();
    }

    private void constraint() {
        String name =
                words.is("FOREIGN")
                                || words.is("PRIMARY")
                                || words.is("UNIQUE")
                                || words.is("CHECK")
                        ? ""
                        : words.next().text();
        if (words.take("FOREIGN")) {
            foreign(name);
        } else if (words.is("PRIMARY") || words.is("UNIQUE")) {
            part();
        } else {
            passPart();
        }
    }

    private void foreign(String name) {
        words.take("KEY");
        List<String> own = words.is("(") ? names() : namesAfterName();
        words.take("REFERENCES");
        String to = words.tableName();
        List<String> theirs = names();
        keys.add(new Key(Key.Sort.FOREIGN, name, own, to, theirs));
        passPart();
    }

    private List<String> namesAfterName() {
        words.next();
        return names();
    }

    private void key(Key.Sort sort, String name) {
        if (words.take("USING")) {
            words.next();
        }
        keys.add(new Key(sort, name, names(), "", List.of()));
        passPart();
    }

    /** {@code (a, b(10), c DESC)}: names alone. */
    private List<String> names() {
        List<String> names = new ArrayList<>();
        if (!words.take("(")) {
            return names;
        }
        while (!words.ended() && !words.is(")")) {
            names.add(words.next().text());
            while (!words.ended() && !words.is(",") && !words.is(")")) {
                if (words.is("(")) {
                    passBrackets();
                } else {
                    words.next();
                }
            }
            words.take(",");
        }
        words.take(")");
        return names;
    }

    private void passBrackets() {
        int depth = 0;
        do {
            if (words.is("(")) {
                depth++;
            } else if (words.is(")")) {
                depth--;
            }
            words.next();
        } while (depth > 0 && !words.ended());
    }

    /** To the comma or bracket that ends this part of the table. */
    private void passPart() {
        while (!words.ended() && !words.is(",") && !words.is(")")) {
            if (words.is("(")) {
                passBrackets();
            } else {
                words.next();
            }
        }
    }

    private void column(String name) {
        ColumnDraft draft = new ColumnDraft(name, words.next().text().toLowerCase(Locale.ROOT));
        columns.add(draft);
        if (draft.type.equals("double")) {
            words.take("precision");
        } else if (draft.type.equals("national") || draft.type.equals("long")) {
            draft.type = words.next().text().toLowerCase(Locale.ROOT);
        }
        if (words.take("varying")) {
            draft.type = draft.type.startsWith("char") ? "varchar" : "varbinary";
        }
        if (words.take("(")) {
            while (!words.ended() && !words.take(")")) {
                if (!words.take(",")) {
                    draft.sizes.add(words.next().text());
                }
            }
        }
        while (!words.ended() && !words.is(",") && !words.is(")")) {
            attribute(draft);
        }
    }

    private void attribute(ColumnDraft draft) {
        if (words.is("(")) {
            passBrackets();
            return;
        }
        Words.Word word = words.next();
        if (!word.plain()) {
            return;
        }
        switch (word.text().toUpperCase(Locale.ROOT)) {
            case "UNSIGNED", "ZEROFILL" -> draft.unsigned = true;
            case "NOT" -> draft.nullable = !words.take("NULL") && draft.nullable;
            case "AUTO_INCREMENT" -> draft.counting = true;
            case "CHARSET" -> draft.charset = words.next().text().toLowerCase(Locale.ROOT);
            case "CHARACTER" -> {
                words.take("SET");
                draft.charset = words.next().text().toLowerCase(Locale.ROOT);
            }
            case "ASCII" -> draft.charset = "latin1";
            case "UNICODE" -> draft.charset = "ucs2";
            case "COLLATE" ->
                    draft.charset =
                            orCharsetOf(
                                    words.next().text().toLowerCase(Locale.ROOT), draft.charset);
            case "AS" -> draft.generated = true;
            case "COMMENT", "DEFAULT" -> words.next();
            case "PRIMARY" -> keys.add(own(Key.Sort.PRIMARY, draft));
            case "UNIQUE" -> keys.add(own(Key.Sort.UNIQUE, draft));
            case "CHECK" -> draft.json |= words.is("(") && isJsonCheck();
            default -> {
                // Nothing that changes what is stored.
            }
        }
    }

    private static Key own(Key.Sort sort, ColumnDraft draft) {
        return new Key(sort, "", List.of(draft.name), "", List.of());
    }

    /** MariaDB's JSON is a longtext with this check. */
    private boolean isJsonCheck() {
        words.next();
        boolean json = words.is("json_valid");
        int depth = 1;
        while (depth > 0 && !words.ended()) {
            depth += words.is("(") ? 1 : words.is(")") ? -1 : 0;
            words.next();
        }
        return json;
    }
}
