package relais.vault.moving.mapping;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.vault.moving.load.Ddl;
import relais.vault.moving.load.Names;
import relais.vault.moving.mapping.Mapping.DocumentMapping;
import relais.vault.moving.mapping.Mapping.DossierMapping;
import relais.vault.moving.mapping.Mapping.FieldMapping;
import relais.vault.moving.mapping.Mapping.LinkMapping;
import relais.vault.moving.mapping.Mapping.Lookup;
import relais.vault.moving.mapping.Mapping.PeopleMapping;

/**
 * Carries a mapping out, a table a statement: what is there already is left as it is, so that it
 * can be called again. Search words are put as relais.vault.search puts them.
 */
final class Carrying {
    private static final int TITLE_SIGNS = 300;

    /** PostgreSQL's functions take a hundred arguments, two a field. */
    private static final int FIELDS_A_CALL = 50;

    private static final Pattern MARK = Pattern.compile("\\{[a-z]+}");

    private static final String DOSSIERS =
            """
            WITH old AS (
              SELECT {key} AS old_key, {given} AS given, {named} AS named, {state} AS state,
                {confidential} AS confidential, {created} AS created, {changed} AS changed,
                {fields} AS fields
              FROM {table} t
              WHERE NOT EXISTS (SELECT FROM vault_move_made m
                WHERE m.move_id = {move} AND m.kind = {kind} AND m.old_key = {key})
            ), fresh AS (
              SELECT nextval(pg_get_serial_sequence('vault_dossier', 'id')) AS id,
                nextval(pg_get_serial_sequence('vault_text', 'id')) AS text_id, old.*,
                CASE WHEN row_number() OVER (PARTITION BY given ORDER BY old_key) = 1
                  THEN given ELSE given || '-' || old_key END AS number,
                left(coalesce(nullif(btrim(named), ''), given), {signs}) AS title
              FROM old
            ), made AS (
              INSERT INTO vault_dossier (id, type_id, number, title, fields, state,
                confidential, created_at, created_by, created_by_name, changed_at, closed_at)
              SELECT id, {type}, number, title, fields, state, confidential,
                coalesce(created, {now}), 0, {who}, coalesce(greatest(created, changed), {now}),
                CASE WHEN state IN ({closed}) THEN coalesce(changed, created, {now}) END
              FROM fresh
            ), noted AS (
              INSERT INTO vault_change (dossier_id, at, by_id, by_name, what, changes)
              SELECT id, {now}, 0, {who}, 'created',
                jsonb_build_array(
                  jsonb_build_object('field', 'title', 'to', title),
                  jsonb_build_object('field', 'state', 'to', state))
                || CASE WHEN confidential THEN '[{"field":"confidential","to":true}]'::jsonb
                   ELSE '[]'::jsonb END
                || coalesce((SELECT jsonb_agg(jsonb_build_object('field', 'fields.' || f.key,
                     'to', f.value)) FROM jsonb_each(fields) f), '[]'::jsonb)
              FROM fresh
            ), found AS (
              INSERT INTO vault_text (id, dossier_id, document_id, version, title, text, words)
              OVERRIDING SYSTEM VALUE
              SELECT text_id, id, NULL, 1, title, words,
                setweight(vault_stems(title || ' ' || number || ' '
                  || regexp_replace(number, '[^[:alnum:]]+', ' ', 'g')), 'A')
                || setweight(vault_stems(words), 'B')
                || array_to_tsvector(ARRAY['#' || (text_id >> 14)::text, '@{type}'])
              FROM (SELECT fresh.*, left(coalesce((SELECT string_agg(f.value, ' ')
                  FROM jsonb_each_text(fields) f), ''), 100000) AS words FROM fresh) AS w
            )
            INSERT INTO vault_move_made (move_id, kind, old_key, new_id)
            SELECT {move}, {kind}, old_key, id FROM fresh
            """;

    private final Handle tx;
    private final long move;
    private final String moveName;
    private final Instant now;

    Carrying(Handle tx, long move, String moveName, Instant now) {
        this.tx = tx;
        this.move = move;
        this.moveName = moveName;
        this.now = now;
    }

    private String table(String name) {
        return Names.quoted(Names.schema(moveName)) + "." + Names.quoted(name);
    }

    static String text(String literal) {
        return "'" + literal.replace("'", "''").replace("\0", "") + "'";
    }

    private static String column(DossierMapping of, String name) {
        String column = "t." + Names.quoted(name);
        return of.encodedTwice().contains(name) ? "vault_repaired(" + column + "::text)" : column;
    }

    /** Answers how many dossiers were made. */
    long dossiers(DossierMapping of, long type) throws SQLException {
        String key = "t." + Names.quoted(of.keyColumn()) + "::text";
        String given =
                of.number() == null
                        ? key
                        : "coalesce(nullif("
                                + column(of, of.number())
                                + "::text, ''), "
                                + key
                                + ")";
        String at = text(now.toString()) + "::timestamptz";
        String closed =
                of.closed().stream()
                        .map(s -> ", " + text(Slug.of(s)))
                        .collect(Collectors.joining());
        Map<String, String> parts =
                Map.ofEntries(
                        Map.entry("{key}", key),
                        Map.entry("{given}", given),
                        Map.entry(
                                "{named}",
                                of.title() == null ? given : column(of, of.title()) + "::text"),
                        Map.entry("{state}", state(of)),
                        Map.entry(
                                "{confidential}",
                                of.confidential() == null
                                        ? "false"
                                        : "coalesce("
                                                + column(of, of.confidential())
                                                + "::int, 0) <> 0"),
                        Map.entry("{created}", time(of, of.created())),
                        Map.entry("{changed}", time(of, of.changed())),
                        Map.entry("{fields}", fields(of)),
                        Map.entry("{table}", table(of.table())),
                        Map.entry("{move}", "" + move),
                        Map.entry("{kind}", text(of.table())),
                        Map.entry("{signs}", "" + TITLE_SIGNS),
                        Map.entry("{type}", "" + type),
                        Map.entry("{now}", at),
                        Map.entry("{who}", text("moved in from " + moveName)),
                        Map.entry("{closed}", "NULL" + closed));
        Matcher marks = MARK.matcher(DOSSIERS);
        return Ddl.update(
                tx,
                marks.replaceAll(
                        m -> Matcher.quoteReplacement(parts.getOrDefault(m.group(), m.group()))));
    }

    private static String time(DossierMapping of, @Nullable String column) {
        return column == null ? "NULL::timestamptz" : column(of, column) + "::timestamptz";
    }

    private static String state(DossierMapping of) {
        if (of.state() == null || of.states().isEmpty()) {
            return "'open'";
        }
        StringBuilder state = new StringBuilder("CASE " + column(of, of.state()) + "::text");
        for (String each : of.states()) {
            state.append(" WHEN ").append(text(each)).append(" THEN ").append(text(Slug.of(each)));
        }
        return state + " ELSE " + text(Slug.of(of.states().getFirst())) + " END";
    }

    private String fields(DossierMapping of) {
        List<String> pairs = new ArrayList<>();
        for (FieldMapping field : of.fields()) {
            pairs.add(text(field.key()) + ", " + value(of, field));
        }
        for (PeopleMapping people : of.people()) {
            pairs.add(text(people.key()) + ", " + people(of, people));
        }
        List<String> calls = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i += FIELDS_A_CALL) {
            calls.add(
                    "jsonb_build_object("
                            + String.join(
                                    ", ",
                                    pairs.subList(i, Math.min(pairs.size(), i + FIELDS_A_CALL)))
                            + ")");
        }
        return calls.isEmpty()
                ? "'{}'::jsonb"
                : "jsonb_strip_nulls(" + String.join(" || ", calls) + ")";
    }

    private String value(DossierMapping of, FieldMapping field) {
        String column = column(of, field.column());
        if (field.from() != null) {
            Lookup from = field.from();
            return "to_jsonb((SELECT l.%s::text FROM %s l WHERE l.%s = %s LIMIT 1))"
                    .formatted(
                            Names.quoted(from.column()),
                            table(from.table()),
                            Names.quoted(from.key()),
                            column);
        }
        return switch (field.kind()) {
            case "number" -> "to_jsonb(" + column + ")";
            case "boolean" -> "to_jsonb(" + column + "::int <> 0)";
            case "date" -> "to_jsonb(to_char(" + column + ", 'YYYY-MM-DD'))";
            default -> "to_jsonb(nullif(" + column + "::text, ''))";
        };
    }

    private String people(DossierMapping of, PeopleMapping people) {
        List<String> names = new ArrayList<>(people.more());
        names.add(people.of().column());
        return """
        to_jsonb((SELECT string_agg(concat_ws(' ', %s), '; ') FROM %s l JOIN %s p ON p.%s = l.%s
          WHERE l.%s = t.%s))
        """
                .formatted(
                        names.stream()
                                .map(n -> "p." + Names.quoted(n))
                                .collect(Collectors.joining(", ")),
                        table(people.link()),
                        table(people.of().table()),
                        Names.quoted(people.of().key()),
                        Names.quoted(people.person()),
                        Names.quoted(people.dossier()),
                        Names.quoted(of.keyColumn()));
    }

    long links(DossierMapping of, LinkMapping link) throws SQLException {
        String kind =
                link.kind() == null
                        ? "'related'"
                        : "coalesce(nullif(l."
                                + Names.quoted(link.kind())
                                + "::text, ''), 'related')";
        return Ddl.update(
                tx,
                """
                INSERT INTO vault_link (from_id, to_id, kind)
                SELECT DISTINCT a.new_id, b.new_id, left(%s, 60) FROM %s l
                JOIN vault_move_made a ON a.move_id = %d AND a.kind = %s AND a.old_key = l.%s::text
                JOIN vault_move_made b ON b.move_id = %d AND b.kind = %s AND b.old_key = l.%s::text
                WHERE a.new_id <> b.new_id
                ON CONFLICT DO NOTHING
                """
                        .formatted(
                                kind,
                                table(link.table()),
                                move,
                                text(of.table()),
                                Names.quoted(link.from()),
                                move,
                                text(of.table()),
                                Names.quoted(link.to())));
    }

    /** Which file each document of the old system is; answers how many are new. */
    long documents(DocumentMapping of, DossierMapping dossiers) throws SQLException {
        String path = "t." + Names.quoted(of.path()) + "::text";
        String bare =
                "ltrim(replace(CASE WHEN starts_with(%s, %s) THEN substr(%s, %d) ELSE %s END, '\\', '/'), '/')"
                        .formatted(path, text(of.prefix()), path, of.prefix().length() + 1, path);
        return Ddl.update(
                tx,
                """
                INSERT INTO vault_move_reference
                  (move_id, dossier_id, table_name, old_key, name, path, match_key, size, at)
                SELECT %d, m.new_id, %s, t.%s::text, %s, %s, vault_match_key(%s), %s, %s
                FROM %s t
                JOIN vault_move_made m ON m.move_id = %d AND m.kind = %s AND m.old_key = t.%s::text
                WHERE %s <> ''
                ON CONFLICT DO NOTHING
                """
                        .formatted(
                                move,
                                text(of.table()),
                                Names.quoted(of.keyColumn()),
                                of.name() == null
                                        ? "regexp_replace(" + bare + ", '.*/', '')"
                                        : "t." + Names.quoted(of.name()) + "::text",
                                bare,
                                bare,
                                of.size() == null
                                        ? "NULL::bigint"
                                        : "t." + Names.quoted(of.size()) + "::bigint",
                                of.at() == null
                                        ? "NULL::timestamptz"
                                        : "t." + Names.quoted(of.at()) + "::timestamptz",
                                table(of.table()),
                                move,
                                text(dossiers.table()),
                                Names.quoted(of.dossier()),
                                path));
    }
}
