package relais.vault.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.jobs.Jobs;
import relais.platform.live.LiveFeed;
import relais.platform.queue.PostgresQueue;
import relais.platform.secrets.Secrets;
import relais.platform.testing.SettableClock;
import relais.platform.testing.TestDatabase;
import relais.vault.Vault;
import relais.vault.testing.DocumentSite;

/** A vault whose database gets lost. */
abstract class Rebuilds {
    @TempDir Path folder;
    final SettableClock clock = new SettableClock(Instant.parse("2026-11-02T08:00:00Z"));
    DocumentSite site;
    private java.util.function.Consumer<org.jdbi.v3.core.Handle> before = empty -> {};

    @BeforeEach
    void open() throws Exception {
        site = new DocumentSite(folder, clock);
    }

    @AfterEach
    void close() {
        site.close();
    }

    void written() throws Exception {
        for (int i = 0; i < 100 && site.vault.manifests().waiting() > 0; i++) {
            clock.advance(Duration.ofSeconds(3));
            site.vault.manifests().write();
        }
        assertThat(site.vault.manifests().waiting()).isZero();
    }

    /** The machine dies when one manifest is written and what else is to be not yet. */
    void onlyWritten(long dossier) throws Exception {
        site.database.useTransaction(
                tx -> tx.execute("DELETE FROM vault_manifest_due WHERE subject <> ?", dossier));
        assertThat(site.vault.manifests().write()).isEqualTo(1);
    }

    /** The database is gone with its machine; files and key are elsewhere. */
    Report rebuilt() throws Exception {
        return (Report) rebuilt(Optional.empty());
    }

    /** Into the database that is there. */
    Result again(Optional<String> origin) throws Exception {
        return site.vault.rebuild(site.caller(DocumentSite.CHIEF)).run(origin, step -> {});
    }

    /** Somebody was in the new database already, before its dossiers come back. */
    void onAnotherDay(java.util.function.Consumer<org.jdbi.v3.core.Handle> before) {
        this.before = before;
    }

    /** Test databases are copies of one and have its origin; this has its own. */
    static Database anotherDatabase() {
        Database another = TestDatabase.fresh("vault");
        another.useTransaction(tx -> tx.execute("UPDATE vault_origin SET id = gen_random_uuid()"));
        return another;
    }

    Result rebuilt(Optional<String> origin) throws Exception {
        site.close();
        Database empty = anotherDatabase();
        empty.useTransaction(
                tx -> {
                    tx.execute(
                            "INSERT INTO platform_user (login, name, locale, created_at)"
                                    + " VALUES ('stranger', 'S', 'fr', now()),"
                                    + " ('user1', 'User 1', 'fr', now())");
                    before.accept(tx);
                });
        Jobs jobs = new Jobs(empty, clock);
        Result result;
        try (Vault vault =
                new Vault(
                        new Vault.Setup(
                                new Vault.Platform(
                                        empty,
                                        new PostgresQueue(empty, clock, new Random(1)),
                                        new LiveFeed(empty),
                                        jobs,
                                        new Audit(clock),
                                        Secrets.open(folder.resolve("secret.key")),
                                        clock),
                                folder.resolve("files"),
                                new SecureRandom()),
                        Alone.neighbours())) {
            result = vault.rebuild(site.caller(DocumentSite.CHIEF)).run(origin, step -> {});
        }
        jobs.close();
        site = new DocumentSite(empty, folder, clock);
        return result;
    }

    JsonNode document(long dossier, String path) throws Exception {
        int slash = path.lastIndexOf('/');
        String in = slash == 0 ? "/" : path.substring(0, slash);
        String name = path.substring(slash + 1);
        String all =
                "/api/dossiers/" + dossier + "/folder?limit=200&path=" + DocumentSite.encoded(in);
        for (JsonNode item : site.get(DocumentSite.CHIEF, all).path("documents")) {
            if (item.path("name").asText().equals(name)) {
                return item;
            }
        }
        throw new AssertionError("no " + path);
    }

    long type(String key, String number) throws Exception {
        Map<String, Object> type =
                Map.of(
                        "key", key,
                        "name", Map.of("fr", key),
                        "number", number,
                        "fields", List.of(),
                        "states",
                                List.of(
                                        Map.of("key", "open", "label", Map.of("fr", "Ouvert")),
                                        Map.of(
                                                "key",
                                                "closed",
                                                "label",
                                                Map.of("fr", "Clos"),
                                                "closed",
                                                true)),
                        "initial", "open",
                        "transitions",
                                List.of(
                                        Map.of(
                                                "from",
                                                "open",
                                                "to",
                                                "closed",
                                                "groups",
                                                List.of(group("Writers")))),
                        "grants", List.of(Map.of("group", group("Writers"), "level", "write")));
        return DocumentSite.json(ok(ask("POST", "/api/dossier-types", type))).path("id").asLong();
    }

    long group(String name) {
        return site.database.with(
                handle ->
                        handle.createQuery("SELECT id FROM platform_user_group WHERE name = :name")
                                .bind("name", name)
                                .mapTo(Long.class)
                                .one());
    }

    long dossier(long type, String title, boolean confidential) throws Exception {
        Map<String, Object> body =
                Map.of(
                        "type", type,
                        "title", title,
                        "fields", Map.of(),
                        "tags", List.of("été", "toit"),
                        "confidential", confidential);
        return DocumentSite.json(ok(ask("POST", "/api/dossiers", body))).path("id").asLong();
    }

    String number(long dossier) throws Exception {
        return site.get(DocumentSite.CHIEF, "/api/dossiers/" + dossier).path("number").asText();
    }

    void put(long dossier, String path, String text) throws Exception {
        put(dossier, path, text.getBytes(StandardCharsets.UTF_8));
    }

    void put(long dossier, String path, byte[] content) throws Exception {
        String to =
                "/api/dossiers/"
                        + dossier
                        + "/content?ifExists=version&path="
                        + DocumentSite.encoded(path);
        ok(
                site.send(
                        site.request(DocumentSite.CHIEF, to)
                                .PUT(java.net.http.HttpRequest.BodyPublishers.ofByteArray(content))
                                .build()));
    }

    /** One that was put, and so many more of the same content. */
    void many(long dossier, int documents) throws Exception {
        put(dossier, "/modèle.txt", "m");
        site.database.useTransaction(
                tx -> {
                    tx.execute(
                            """
                            INSERT INTO vault_document (dossier_id, name, order_key, version, hash,
                              size, media_type, created_at, changed_at, changed_by, changed_name)
                            SELECT dossier_id, 'pièce ' || n || repeat(' et encore', 15),
                              'p' || n, 1, hash, size, media_type, created_at, changed_at,
                              changed_by, changed_name
                            FROM vault_document, generate_series(1, ?) n
                            """,
                            documents);
                    tx.execute(
                            """
                            INSERT INTO vault_version
                            SELECT d.id, 1, hash, size, media_type, created_at, 1, 'x'
                            FROM vault_document d WHERE d.name LIKE 'pièce%'
                            """);
                });
    }

    void rename(long dossier, String title) {
        site.database.useTransaction(
                tx ->
                        tx.execute(
                                "UPDATE vault_dossier SET title = ? WHERE id = ?", title, dossier));
    }

    HttpResponse<byte[]> ask(String verb, String path, Object body) throws Exception {
        return site.ask(DocumentSite.CHIEF, verb, path, body);
    }

    static HttpResponse<byte[]> ok(HttpResponse<byte[]> answer) {
        assertThat(answer.statusCode()).as(DocumentSite.text(answer)).isBetween(200, 299);
        return answer;
    }

    /** A disk gives back something else than was written. */
    void damage(String hash) throws IOException {
        record At(UUID object, long at, int length) {}
        List<At> places =
                site.database.with(
                        handle ->
                                handle.createQuery(
                                                "SELECT object, at, length FROM vault_blob"
                                                        + " WHERE hash = "
                                                        + hash)
                                        .map(
                                                (row, c) ->
                                                        new At(
                                                                row.getObject(1, UUID.class),
                                                                row.getLong(2),
                                                                row.getInt(3)))
                                        .list());
        At place = places.getFirst();
        String name = place.object().toString();
        Path file =
                folder.resolve("files/store/blob")
                        .resolve(name.substring(name.length() - 2))
                        .resolve(name);
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            long middle = place.at() + place.length() / 2;
            channel.read(one, middle);
            one.put(0, (byte) ~one.get(0)).flip();
            channel.write(one, middle);
        }
    }

    /** Every file below, with how many bytes it has. */
    static Map<String, Long> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .collect(Collectors.toMap(Path::toString, file -> file.toFile().length()));
        }
    }

    long count(String sql) {
        return site.database.with(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }
}
