package relais.vault.moving.evidence;

import java.util.Map;

/** The evidence as a page that can be read, printed and filed. */
public final class EvidencePage {
    private static final Map<String, String> FRENCH =
            Map.ofEntries(
                    Map.entry("Evidence of the move", "Preuves de la reprise"),
                    Map.entry(
                            "Clean: both sides are equal.",
                            "Sans écart : les deux côtés sont égaux."),
                    Map.entry(
                            "Equal, beside what is listed below.",
                            "Égal, hormis ce qui est listé plus bas."),
                    Map.entry("NOT equal: see below.", "PAS égal : voir plus bas."),
                    Map.entry("Table", "Table"),
                    Map.entry("Rows in the dump", "Lignes dans l’export"),
                    Map.entry("Rejected", "Rejetées"),
                    Map.entry("Rows kept", "Lignes gardées"),
                    Map.entry("Least key", "Plus petite clé"),
                    Map.entry("Greatest key", "Plus grande clé"),
                    Map.entry("Same", "Identique"),
                    Map.entry("yes", "oui"),
                    Map.entry("NO", "NON"),
                    Map.entry("Columns", "Colonnes"),
                    Map.entry("Column", "Colonne"),
                    Map.entry("Was", "Était"),
                    Map.entry("Is", "Est"),
                    Map.entry("Empty", "Vides"),
                    Map.entry("Empty kept", "Vides gardées"),
                    Map.entry("Sum", "Somme"),
                    Map.entry("Sum kept", "Somme gardée"),
                    Map.entry("Zero dates", "Dates à zéro"),
                    Map.entry("Changed", "Modifiées"),
                    Map.entry("Encoded twice", "Encodées deux fois"),
                    Map.entry("Not kept as it was", "Non gardé tel quel"),
                    Map.entry("Reason", "Raison"),
                    Map.entry("Count", "Nombre"),
                    Map.entry("First at byte", "D’abord à l’octet"),
                    Map.entry("Findings", "Constats"),
                    Map.entry("Kind", "Sorte"),
                    Map.entry("What", "Quoi"));

    private final boolean french;
    private final StringBuilder page = new StringBuilder();

    private EvidencePage(boolean french) {
        this.french = french;
    }

    /** HTML without scripts; {@code language} is fr or en. */
    public static String html(Evidence evidence, String language) {
        EvidencePage page = new EvidencePage(language.startsWith("fr"));
        page.write(evidence, language);
        return page.page.toString();
    }

    private String word(String english) {
        return french ? FRENCH.getOrDefault(english, english) : english;
    }

    private void write(Evidence evidence, String language) {
        page.append("<!doctype html><html lang=\"")
                .append(language.startsWith("fr") ? "fr" : "en")
                .append("\"><meta charset=\"utf-8\"><title>")
                .append(escaped(evidence.name()))
                .append("</title><h1>")
                .append(word("Evidence of the move"))
                .append(" « ")
                .append(escaped(evidence.name()))
                .append(" »</h1><p><strong>")
                .append(
                        word(
                                evidence.clean()
                                        ? "Clean: both sides are equal."
                                        : evidence.same()
                                                ? "Equal, beside what is listed below."
                                                : "NOT equal: see below."))
                .append("</strong></p>");
        tables(evidence);
        if (!evidence.refused().isEmpty()) {
            heading("Not kept as it was");
            head("Table", "Column", "Reason", "Count", "First at byte");
            evidence.refused()
                    .forEach(
                            r ->
                                    row(
                                            r.table(),
                                            r.column(),
                                            r.reason(),
                                            "" + r.count(),
                                            "" + r.firstOffset()));
            page.append("</table>");
        }
        if (!evidence.findings().isEmpty()) {
            heading("Findings");
            head("Kind", "What", "Reason");
            evidence.findings().forEach(f -> row(f.kind(), f.subject(), f.detail()));
            page.append("</table>");
        }
        heading("Columns");
        evidence.tables().forEach(this::columns);
    }

    private void tables(Evidence evidence) {
        head(
                "Table",
                "Rows in the dump",
                "Rejected",
                "Rows kept",
                "Least key",
                "Greatest key",
                "Same");
        for (Evidence.TableEvidence t : evidence.tables()) {
            row(
                    t.table(),
                    "" + t.read(),
                    "" + t.rejected(),
                    "" + t.kept(),
                    t.least() == null ? "" : t.least(),
                    t.greatest() == null ? "" : t.greatest(),
                    word(t.same() ? "yes" : "NO"));
        }
        page.append("</table>");
    }

    private void columns(Evidence.TableEvidence table) {
        page.append("<h3>").append(escaped(table.table())).append("</h3>");
        head(
                "Column",
                "Was",
                "Is",
                "Empty",
                "Empty kept",
                "Sum",
                "Sum kept",
                "Zero dates",
                "Changed",
                "Encoded twice");
        for (Evidence.ColumnEvidence c : table.columns()) {
            row(
                    c.column(),
                    c.was(),
                    c.type(),
                    "" + c.nulls(),
                    "" + c.nullsKept(),
                    c.sum(),
                    c.sumKept(),
                    "" + c.zeros(),
                    "" + c.changed(),
                    "" + c.encodedTwice());
        }
        page.append("</table>");
    }

    private void heading(String english) {
        page.append("<h2>").append(word(english)).append("</h2>");
    }

    private void head(String... english) {
        page.append("<table border=\"1\"><tr>");
        for (String name : english) {
            page.append("<th>").append(word(name));
        }
    }

    private void row(String... values) {
        page.append("<tr>");
        for (String value : values) {
            page.append("<td>").append(escaped(value));
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
