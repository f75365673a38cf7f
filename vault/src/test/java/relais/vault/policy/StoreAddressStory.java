package relais.vault.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Somebody who looks after stores must not reach through them what is not theirs. */
@Timeout(60)
class StoreAddressStory {
    @TempDir Path folder;
    private Keeping at;

    @BeforeEach
    void open() throws Exception {
        at = new Keeping(folder, 3_000_000);
    }

    @AfterEach
    void close() throws Exception {
        at.close();
    }

    private static StoreSettings folderAt(Path path) {
        return new StoreSettings(
                path.toString(), null, null, null, null, null, null, null, null, null, null, null);
    }

    private static StoreSettings bucketAt(String endpoint) {
        return new StoreSettings(
                null, null, null, null, null, "us", null, endpoint, null, "keep", null, null);
    }

    private Outcome addFolder(Path path) throws IOException {
        return at.keeping
                .changes()
                .add(
                        Keeping.somebody(),
                        new StoreWanted("x", StoreKind.FOLDER, folderAt(path), null, null));
    }

    /** What a store holds and nobody knows can be deleted there: keys and database among it. */
    @Test
    void noStoreLiesInOrAroundRelaisItself() throws Exception {
        Path inside = Files.createDirectories(folder.resolve("home/keys"));
        Path link = Files.createSymbolicLink(folder.resolve("innocent"), inside);
        for (Path path : List.of(inside, link, folder.resolve("home"), folder)) {
            assertThat(addFolder(path))
                    .as("%s", path)
                    .isEqualTo(new Outcome.Invalid("settings", "not the folder of Relais itself"));
        }
        assertThat(inside).isEmptyDirectory();
    }

    @Test
    void aFolderThatHoldsOtherThingsIsNoStore() throws Exception {
        Path letters = Files.createDirectories(folder.resolve("letters"));
        Path letter = Files.writeString(letters.resolve("letter.txt"), "Dear");
        assertThat(addFolder(letters)).isInstanceOf(Outcome.Invalid.class);
        Files.delete(letter);
        assertThat(addFolder(letters)).isInstanceOf(Outcome.Done.class);
    }

    /** Else whoever may edit a store could have its password sent to a server of their own. */
    @Test
    void aSavedSecretGoesToNoOtherAddress() throws Exception {
        long bucket = at.addBucket();
        List<String> heard = new CopyOnWriteArrayList<>();
        HttpServer elsewhere = listening(heard, 500, "");
        try {
            StoreSettings there = bucketAt("http://127.0.0.1:" + elsewhere.getAddress().getPort());
            assertThat(change(bucket, there, null))
                    .isInstanceOfSatisfying(
                            Outcome.Invalid.class,
                            invalid -> assertThat(invalid.field()).isEqualTo("secret"));
            assertThat(heard).isEmpty();
            assertThat(change(bucket, there, "another secret"))
                    .isInstanceOf(Outcome.NoAnswer.class);
            assertThat(heard).isNotEmpty();
        } finally {
            elsewhere.stop(0);
        }
    }

    /** Where clouds keep their machines' credentials no store is looked for. */
    @Test
    void noStoreIsLookedForWhereCloudsKeepTheirSecrets() throws Exception {
        for (String host : List.of("169.254.77.1", "[fe80::1]", "[fd00:ec2::1]")) {
            StoreWanted bucket =
                    new StoreWanted("x", StoreKind.S3, bucketAt("http://" + host), "s", null);
            assertThat(at.keeping.changes().add(Keeping.somebody(), bucket))
                    .as(host)
                    .isInstanceOf(Outcome.Invalid.class);
            StoreSettings share =
                    new StoreSettings(
                            null,
                            host.replaceAll("[\\[\\]]", ""),
                            445,
                            "share",
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null);
            assertThat(
                            at.keeping
                                    .changes()
                                    .add(
                                            Keeping.somebody(),
                                            new StoreWanted("x", StoreKind.SMB, share, "s", null)))
                    .as(host)
                    .isInstanceOf(Outcome.Invalid.class);
        }
    }

    /** Nor is an administrator's mistake, or trick, a way to read what other servers say. */
    @Test
    void whatAnotherServerSaysIsNotRepeated() throws Exception {
        List<String> heard = new CopyOnWriteArrayList<>();
        String said = "<Error><Code>tiger-7731</Code><Message>tiger-7732</Message></Error>";
        for (int status : new int[] {200, 403, 400}) {
            HttpServer elsewhere = listening(heard, status, said);
            try {
                StoreSettings there =
                        bucketAt("http://127.0.0.1:" + elsewhere.getAddress().getPort());
                assertThat(
                                at.keeping
                                        .changes()
                                        .add(
                                                Keeping.somebody(),
                                                new StoreWanted(
                                                        "x", StoreKind.S3, there, "s", null)))
                        .isInstanceOfSatisfying(
                                Outcome.NoAnswer.class,
                                no -> assertThat(no.why()).doesNotContain("tiger"));
            } finally {
                elsewhere.stop(0);
            }
        }
        assertThat(heard).isNotEmpty();
    }

    private Outcome change(long id, StoreSettings settings, @Nullable String secret)
            throws IOException {
        return at.keeping
                .changes()
                .change(
                        Keeping.somebody(),
                        id,
                        new StoreWanted("bucket", StoreKind.S3, settings, secret, null));
    }

    private static HttpServer listening(List<String> heard, int status, String says)
            throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    heard.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
                    byte[] body = says.getBytes(java.nio.charset.StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
        return server;
    }
}
