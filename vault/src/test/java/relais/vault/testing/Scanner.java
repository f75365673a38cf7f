package relais.vault.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import relais.platform.testing.Peers;
import relais.vault.DocumentSettings;

/** ClamAV's real daemon with one signature of our own: nothing is downloaded. */
public record Scanner(Process daemon, Path socket) implements AutoCloseable {
    /** A larger content it will not look at. */
    public static final int MOST_BYTES = 1 << 20;

    /** Answers when this returns. */
    public static Scanner start(Path folder) throws IOException, InterruptedException {
        Path clamd = Peers.require("clamd");
        Path socket = folder.resolve("clamd.sock");
        Path database = Files.createDirectories(folder.resolve("signatures"));
        Files.writeString(
                database.resolve("own.hdb"), "44d88612fea8a8f36de82e1278abb02f:68:Eicar-Test\n");
        Path configuration = folder.resolve("clamd.conf");
        Files.writeString(
                configuration,
                """
                LocalSocket %s
                DatabaseDirectory %s
                Foreground yes
                TemporaryDirectory %s
                StreamMaxLength %d
                """
                        .formatted(socket, database, folder, MOST_BYTES));
        Process daemon =
                new ProcessBuilder(clamd.toString(), "-c", configuration.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("clamd.log").toFile())
                        .start();
        DocumentSite.until("clamd answers", () -> Files.exists(socket));
        return new Scanner(daemon, socket);
    }

    public DocumentSettings settings() {
        return new DocumentSettings(Optional.of(socket.toString()), Optional.empty());
    }

    /** What every scanner calls a virus, though it is none. */
    public static byte[] eicar() {
        String text = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws InterruptedException {
        daemon.destroy();
        if (!daemon.waitFor(10, TimeUnit.SECONDS)) {
            daemon.destroyForcibly();
        }
    }
}
