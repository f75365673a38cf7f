package relais.vault.moving.dump;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a CREATE statement makes; the words after it are left where its name ends.
 *
 * @param sort table, view, trigger, procedure, function, event, database, index …
 */
record Declared(String sort, String name) {
    private static final Set<String> SORTS =
            Set.of(
                    "TABLE",
                    "VIEW",
                    "TRIGGER",
                    "PROCEDURE",
                    "FUNCTION",
                    "PACKAGE",
                    "EVENT",
                    "SEQUENCE",
                    "DATABASE",
                    "SCHEMA",
                    "INDEX",
                    "USER",
                    "ROLE",
                    "SERVER");

    /** Between CREATE and the sort stand OR REPLACE, DEFINER=…, SQL SECURITY and the like. */
    static Optional<Declared> of(Words words) {
        words.next();
        while (!words.ended()) {
            Words.Word word = words.next();
            String sort = word.plain() ? word.text().toUpperCase(Locale.ROOT) : "";
            if (SORTS.contains(sort)) {
                while (words.is("IF")
                        || words.is("NOT")
                        || words.is("EXISTS")
                        || words.is("BODY")) {
                    words.next();
                }
                String name = sort.equals("SCHEMA") ? "" : words.tableName();
                return Optional.of(
                        new Declared(
                                sort.equals("SCHEMA") ? "database" : sort.toLowerCase(Locale.ROOT),
                                name));
            }
        }
        return Optional.empty();
    }
}
