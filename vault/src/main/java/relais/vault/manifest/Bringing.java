package relais.vault.manifest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import relais.platform.db.Database;
import relais.vault.blob.BlobId;
import relais.vault.search.SearchText;
import relais.vault.type.TypeDefinition;
import relais.vault.type.Types;

/** Makes rows again from manifests: each type and each dossier whole, or not at all. */
final class Bringing {
    /** Rows of one statement. */
    private static final int TOGETHER = 1_000;

    private static final String DOSSIER = "vault_dossier";
    private static final String FOLDER = "vault_folder";

    /** Whose numbers mean nothing to anybody, and could be another's here. */
    private static final Set<String> NUMBERED_ANEW = Set.of("vault_grant", "vault_link");

    private final Database database;
    private final Reading reading;
    private final Present present;
    private final Tally tally;
    private final InstantSource clock;
    private final Tables tables = new Tables();
    private final Map<Long, Long> types = new HashMap<>();
    private final List<ObjectNode> links = new ArrayList<>();
    private final Map<Subject, List<Heads.Found>> leftBehind = new HashMap<>();

    Bringing(
            Database database, Reading reading, Present present, Tally tally, InstantSource clock) {
        this.database = database;
        this.reading = reading;
        this.present = present;
        this.tally = tally;
        this.clock = clock;
    }

    private Present.Of named(BlobId manifest) throws IOException {
        Present.Of named = present.manifest();
        reading.lines(
                manifest,
                (table, row) -> {
                    if (!table.startsWith("vault_")) {
                        named.learn(table, row);
                    }
                });
        return named;
    }

    /** Whether it was not there yet. */
    boolean type(Subject subject, Heads.Found manifest) throws IOException {
        Present.Of named = named(manifest.id());
        TypeBack type = new TypeBack(tables);
        database.useTransaction(
                tx -> {
                    withoutHurry(tx);
                    reading.lines(manifest.id(), (table, row) -> type.take(tx, table, row, named));
                    type.finish(tx);
                });
        types.put(subject.id(), type.now());
        if (type.isNew()) {
            tally.type();
        } else {
            tally.present();
        }
        return type.isNew();
    }

    /** It may be large, and a store may be slow. */
    private static void withoutHurry(Handle tx) {
        tx.execute("SET LOCAL statement_timeout = 0");
        tx.execute("SET LOCAL idle_in_transaction_session_timeout = 0");
    }

    /** Whether it was not there yet. */
    boolean dossier(Subject subject, Heads.Found manifest) throws IOException {
        Present.Of named = named(manifest.id());
        Dossier dossier = new Dossier(subject.id());
        boolean brought =
                database.inTransaction(
                        tx -> {
                            withoutHurry(tx);
                            reading.lines(
                                    manifest.id(), (t, row) -> dossier.take(tx, t, row, named));
                            dossier.finish(tx);
                            return dossier.isNew;
                        });
        if (dossier.toldOfLeft) {
            leftBehind.put(subject, List.of(manifest));
        }
        if (brought) {
            tally.dossier(dossier.documents, dossier.versions);
            dossier.lost.forEach(tally::lost);
            dossier.elsewhere.forEach(tally::elsewhere);
            links.addAll(dossier.links);
        } else {
            tally.present();
        }
        return brought;
    }

    /** The manifests that tell of documents which had left. */
    Map<Subject, List<Heads.Found>> leftBehind() {
        return leftBehind;
    }

    /** When all dossiers are there that come: whether documents came that only this one told of. */
    boolean left(Subject subject, Heads.Found manifest) throws IOException {
        Present.Of named = named(manifest.id());
        Files.Brought brought =
                database.inTransaction(
                        tx -> {
                            withoutHurry(tx);
                            LeftBehind left = new LeftBehind(tx, tables);
                            reading.lines(manifest.id(), (t, row) -> left.take(t, row, named));
                            return left.finish(subject.id(), clock.instant());
                        });
        tally.documents(brought.documents(), brought.versions());
        brought.lost().forEach(tally::lost);
        return brought.documents() > 0;
    }

    /** One dossier on its way back. */
    private final class Dossier {
        private final long id;
        private final List<ObjectNode> rows = new ArrayList<>();
        private final List<ObjectNode> links = new ArrayList<>();
        private List<String> lost = List.of();
        private List<String> elsewhere = List.of();
        private String table = "";
        private boolean isNew;
        private boolean toldOfLeft;
        private long type;
        private String number = "";
        private int documents;
        private int versions;

        Dossier(long id) {
            this.id = id;
        }

        void take(Handle tx, String next, ObjectNode row, Present.Of named) {
            if (!next.startsWith("vault_")) {
                return;
            }
            if (LeftBehind.isTold(next)) {
                toldOfLeft = true;
                return;
            }
            if (next.equals(DOSSIER)) {
                begin(tx, row);
            } else if (next.equals("vault_series")) {
                Long of = types.get(row.path("type_id").asLong());
                if (of != null) {
                    tables.series(tx, of, row);
                }
                return;
            }
            if (!isNew || !Named.put(next, row, named)) {
                return;
            }
            if (next.equals("vault_link")) {
                links.add(row);
                return;
            }
            boolean full = rows.size() >= TOGETHER && !table.equals(FOLDER); // they name each other
            if (full || !next.equals(table)) {
                flush(tx);
            }
            table = next;
            if (NUMBERED_ANEW.contains(next)) {
                row.remove("id");
            } else if (next.equals(TypeBack.HOLD)) {
                flush(tx); // so that the next is not given its number
                Tables.renumber(tx, next, row);
            }
            rows.add(row);
        }

        private void begin(Handle tx, ObjectNode row) {
            Long now = types.get(row.path("type_id").asLong());
            if (now == null) {
                throw new IllegalStateException("its type did not come back");
            }
            type = now;
            number = row.path("number").asText();
            row.put("type_id", type);
            isNew = !isErased(tx) && !isThere(tx, row.path("created_at").asText());
            if (isNew) {
                Files.begin(tx);
            }
        }

        /** There is a certificate: also where the manifest that says so is lost. */
        private boolean isErased(Handle tx) {
            return tx.createQuery(
                            """
                            SELECT EXISTS (SELECT FROM vault_erasure
                            WHERE type_id = :type AND dossier_id = :id AND number = :number)
                            """)
                    .bind("type", type)
                    .bind("id", id)
                    .bind("number", number)
                    .mapTo(Boolean.class)
                    .one();
        }

        /** One that only has its number, as after a restore, was made at another moment. */
        private boolean isThere(Handle tx, String created) {
            List<Long> there =
                    tx.createQuery(
                                    """
                                    SELECT id FROM vault_dossier
                                    WHERE id = :id OR type_id = :type AND number = :number
                                    """)
                            .bind("id", id)
                            .bind("type", type)
                            .bind("number", number)
                            .mapTo(Long.class)
                            .list();
            boolean itself =
                    tx.createQuery(
                                    """
                                    SELECT EXISTS (SELECT FROM vault_dossier
                                    WHERE id = :id AND type_id = :type AND number = :number
                                      AND created_at = :created::timestamptz)
                                    """)
                            .bind("id", id)
                            .bind("type", type)
                            .bind("number", number)
                            .bind("created", created)
                            .mapTo(Boolean.class)
                            .one();
            if (!there.isEmpty() && !itself) {
                throw new IllegalStateException(
                        "another dossier has its number " + number + " or its place " + id);
            }
            return itself;
        }

        private void flush(Handle tx) {
            if (!rows.isEmpty()) {
                tables.insert(tx, Files.staged(table), rows, Files.onConflict(table));
                rows.clear();
            }
        }

        void finish(Handle tx) {
            if (!isNew) {
                return;
            }
            flush(tx);
            Files.Brought brought = Files.finish(tx, tables, number, clock.instant());
            documents = brought.documents();
            versions = brought.versions();
            lost = brought.lost();
            elsewhere = brought.elsewhere();
            TypeDefinition definition = Types.definitions(tx).get(type);
            if (definition != null) {
                SearchText.putDossier(tx, id, definition);
            }
        }
    }

    /** When all dossiers are there that come: what links them. */
    void links() {
        for (int from = 0; from < links.size(); from += TOGETHER) {
            List<ObjectNode> some = links.subList(from, Math.min(from + TOGETHER, links.size()));
            database.useTransaction(
                    tx -> {
                        tx.execute(
                                "CREATE TEMP TABLE rebuilding_link (LIKE vault_link) ON COMMIT DROP");
                        tables.insert(tx, "rebuilding_link", some, "");
                        tx.execute(
                                """
                                INSERT INTO vault_link (from_id, to_id, kind)
                                SELECT l.from_id, l.to_id, l.kind FROM rebuilding_link l
                                JOIN vault_dossier f ON f.id = l.from_id
                                JOIN vault_dossier t ON t.id = l.to_id
                                ON CONFLICT DO NOTHING
                                """);
                    });
        }
    }

    /** New rows get numbers that no row has that came back. */
    void close() {
        database.useTransaction(Tables::goOn);
    }
}
