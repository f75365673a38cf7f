package relais.vault.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.db.Database;
import relais.platform.db.DatabaseAddress;
import relais.platform.testing.TestDatabase;
import relais.vault.testing.DocumentSite;

/** A worker is killed when a letter is filed and before the mailbox knows. */
class MailKillTest {
    @TempDir Path folder;

    @Test
    void aLetterIsFiledOnceAndThenPutAside() throws Exception {
        DatabaseAddress address = TestDatabase.freshAddress("vault");
        try (Post post = new Post();
                Deaf line = new Deaf(post.port());
                Database database = Database.open(address, 2)) {
            post.arrives(Post.letter("one", "x@y", "[C-1] one", "a.txt", "a"));
            Process first = start(address, line.port());
            assertThat(line.heard.await(90, TimeUnit.SECONDS)).as("it marks the letter").isTrue();
            assertThat(documents(database)).as("filed before it marks").isEqualTo(2);
            first.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            assertThat(post.waiting()).isEqualTo(1);
            // what a dead process had is another's after a while; here at once
            database.useTransaction(tx -> tx.execute("DELETE FROM platform_job"));

            Process second = start(address, post.port());
            try {
                DocumentSite.until("the letter is put aside", () -> post.filed() == 1);
            } finally {
                second.destroyForcibly();
            }
            assertThat(documents(database)).as("once").isEqualTo(2);
            assertThat(post.waiting()).isZero();
        }
    }

    private static int documents(Database database) {
        return database.with(
                handle ->
                        handle.createQuery("SELECT count(*) FROM vault_document")
                                .mapTo(Integer.class)
                                .one());
    }

    private Process start(DatabaseAddress database, int imap) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MailProcess.class.getName(),
                        database.url(),
                        database.user(),
                        database.password(),
                        folder.toString(),
                        "" + imap)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** A line to the mail server on which nothing is heard any more once somebody marks. */
    private static final class Deaf implements AutoCloseable {
        private final ServerSocket door = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        private final CountDownLatch heard = new CountDownLatch(1);
        private final int target;

        Deaf(int target) throws IOException {
            this.target = target;
            Thread.ofVirtual().start(this::accept);
        }

        int port() {
            return door.getLocalPort();
        }

        private void accept() {
            try {
                while (true) {
                    Socket client = door.accept();
                    Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                    Thread.ofVirtual().start(() -> pass(client, server));
                    Thread.ofVirtual().start(() -> pass(server, client));
                }
            } catch (IOException e) {
                // closed
            }
        }

        private void pass(Socket from, Socket to) {
            try (InputStream in = from.getInputStream();
                    OutputStream out = to.getOutputStream()) {
                byte[] buffer = new byte[1 << 16];
                for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                    String said = new String(buffer, 0, n, StandardCharsets.ISO_8859_1);
                    if (from.getLocalPort() == port() && said.contains(" STORE ")) {
                        heard.countDown();
                        return;
                    }
                    out.write(buffer, 0, n);
                }
            } catch (IOException e) {
                // the other side has gone
            }
        }

        @Override
        public void close() throws IOException {
            door.close();
        }
    }
}
