package relais.vault.scan;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has contents that are given away without being kept scanned before.
 *
 * @param scanner null where none is configured: then nothing is read, and nothing found
 */
public record Gate(@Nullable Clamd scanner) {
    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    /** Lets everything through. */
    public static final Gate OPEN = new Gate(null);

    /**
     * Whether a virus is in it. What the scanner will not say anything of, or is away for, is not
     * held back, as a document is not.
     *
     * @param name for the log
     * @throws IOException where the content itself cannot be read
     */
    public boolean isInfected(String name, InputStream content) throws IOException {
        if (scanner == null) {
            return false;
        }
        try {
            return switch (scanner.scan(out -> copy(content, out))) {
                case Clamd.Verdict.Clean clean -> false;
                case Clamd.Verdict.Infected(String virus) -> {
                    LOG.warn("{} holds {}", name, virus);
                    yield true;
                }
                case Clamd.Verdict.Refused(String why) -> {
                    LOG.info("{} is given unscanned: {}", name, why);
                    yield false;
                }
            };
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (IOException e) {
            LOG.warn("the virus scanner does not answer: {}", e.getMessage());
            return false;
        }
    }

    /** A content that fails must not pass for a scanner that does: that would let it through. */
    private static void copy(InputStream content, OutputStream out) throws IOException {
        byte[] some = new byte[1 << 16];
        for (int count = read(content, some); count >= 0; count = read(content, some)) {
            out.write(some, 0, count);
        }
    }

    private static int read(InputStream content, byte[] into) {
        try {
            return content.read(into);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
