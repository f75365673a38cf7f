package relais.voice.imports;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import relais.voice.contact.Address;
import relais.voice.contact.Addresses;
import relais.voice.contact.PersonCheck;

/** What one row of a list says, before the database is asked. Pure. */
sealed interface ListedPerson {
    /** Groups of one row; more is a mistaken column. */
    int GROUPS_LIMIT = 10;

    int GROUP_NAME_LIMIT = 100;

    /** What the report shows of the number as written. */
    int SHOWN_LIMIT = 60;

    long row();

    long line();

    /** The number as written. */
    String written();

    /** Someone to add or bring up to date; what is null or empty leaves what is known. */
    record Good(
            long row,
            long line,
            String written,
            String address,
            @Nullable String name,
            @Nullable String language,
            @Nullable String place,
            List<String> groups,
            Map<String, String> fields)
            implements ListedPerson {}

    /** A row that cannot be taken; {@code reason} is a code of docs/decisions/051-import.md. */
    record Bad(long row, long line, String written, String reason) implements ListedPerson {}

    static ListedPerson of(
            long row, RowSource.SourceRow source, Columns columns, Addresses addresses) {
        List<String> cells = source.cells();
        String raw = columns.cell(cells, Columns.Role.NUMBER);
        String written = raw.length() > SHOWN_LIMIT ? raw.substring(0, SHOWN_LIMIT) + "…" : raw;
        return switch (addresses.read(raw)) {
            case Address.Phone phone -> {
                Good good = good(row, source.line(), written, phone.e164(), columns, cells);
                String wrong = wrong(good);
                yield wrong == null ? good : new Bad(row, source.line(), written, wrong);
            }
            case Address.ShortCode code -> new Bad(row, source.line(), written, "short-code");
            case Address.Name name -> new Bad(row, source.line(), written, "not-a-number");
            case Address.Unreadable none ->
                    new Bad(
                            row,
                            source.line(),
                            written,
                            raw.isEmpty() ? "no-number" : "not-a-number");
        };
    }

    private static Good good(
            long row, long line, String written, String e164, Columns columns, List<String> cells) {
        String first = columns.cell(cells, Columns.Role.FIRST_NAME);
        String last = columns.cell(cells, Columns.Role.NAME);
        return new Good(
                row,
                line,
                written,
                e164,
                PersonCheck.clean(first + " " + last),
                PersonCheck.language(columns.cell(cells, Columns.Role.LANGUAGE)),
                PersonCheck.clean(columns.cell(cells, Columns.Role.PLACE)),
                List.of(columns.cell(cells, Columns.Role.GROUP).split("\\s*[;,|/]\\s*")).stream()
                        .filter(group -> !group.isBlank())
                        .distinct()
                        .toList(),
                columns.fields(cells));
    }

    private static @Nullable String wrong(Good good) {
        boolean longName =
                (good.name() != null && good.name().length() > PersonCheck.NAME_LIMIT)
                        || (good.place() != null && good.place().length() > PersonCheck.NAME_LIMIT)
                        || good.fields().values().stream()
                                .anyMatch(v -> v.length() > PersonCheck.FIELD_LIMIT);
        if (longName) {
            return "too-long";
        }
        boolean groups =
                good.groups().size() > GROUPS_LIMIT
                        || good.groups().stream().anyMatch(g -> g.length() > GROUP_NAME_LIMIT);
        return groups ? "too-many-groups" : null;
    }
}
