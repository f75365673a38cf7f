package relais.vault.moving.mapping;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What becomes of old tables. */
public record Mapping(List<DossierMapping> dossiers, List<DocumentMapping> documents) {
    /**
     * A table whose rows become dossiers.
     *
     * @param key of the dossier type, made where there is none
     * @param keyColumn tells its rows apart
     * @param state its values become the states of the type; absent: all are open
     * @param closed values of {@code state} after which nothing more is to be done
     */
    public record DossierMapping(
            String key,
            Map<String, String> name,
            String table,
            String keyColumn,
            @Nullable String number,
            @Nullable String title,
            @Nullable String state,
            List<String> states,
            List<String> closed,
            @Nullable String created,
            @Nullable String changed,
            @Nullable String confidential,
            List<FieldMapping> fields,
            List<PeopleMapping> people,
            List<LinkMapping> links,
            List<String> encodedTwice) {}

    /**
     * A column that becomes a field.
     *
     * @param kind text, longtext, number, date or boolean
     * @param from another table whose text stands for the value
     */
    public record FieldMapping(
            String column,
            String key,
            Map<String, String> label,
            String kind,
            @Nullable Lookup from) {}

    public record Lookup(String table, String key, String column) {}

    /** People of a dossier, by a table between; their names become one field. */
    public record PeopleMapping(
            String key, String link, String dossier, String person, Lookup of, List<String> more) {}

    /** Links between dossiers. */
    public record LinkMapping(String table, String from, String to, @Nullable String kind) {}

    /**
     * A table whose rows name files.
     *
     * @param dossier column that holds the dossier's key; {@code of} is the dossier type's key
     * @param prefix what paths begin with that is not on the share
     */
    public record DocumentMapping(
            String table,
            String keyColumn,
            String dossier,
            String of,
            @Nullable String name,
            String path,
            @Nullable String size,
            @Nullable String at,
            String prefix) {}
}
