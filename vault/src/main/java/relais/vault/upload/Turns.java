package relais.vault.upload;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Whose bytes are being taken for which upload. Who comes next has given the link of the one before
 * up, even where it looks alive from here: that one is ended, and what it brought is kept first, so
 * that nothing has to be sent twice. Another process takes no part; who writes second there is told
 * where to go on.
 */
final class Turns {
    /** For keeping what has come, and for making a document of it. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Map<String, Turn> under = new ConcurrentHashMap<>();

    /** Ends the one before, if there is any, and returns when its bytes are kept. */
    void settle(String upload) throws InterruptedIOException {
        Turn before = under.get(upload);
        if (before != null) {
            before.end();
        }
    }

    /** To be closed when all that came is kept. */
    Turn take(String upload, Breaking body) throws InterruptedIOException {
        Turn mine = new Turn(upload, body);
        Turn before = under.put(upload, mine);
        if (before == null) {
            return mine;
        }
        try {
            before.end();
            return mine;
        } catch (InterruptedIOException e) {
            mine.close(); // or all that come later would wait for one that never began
            throw e;
        }
    }

    final class Turn implements AutoCloseable {
        private final String upload;
        private final Breaking body;
        private final CountDownLatch over = new CountDownLatch(1);

        private Turn(String upload, Breaking body) {
            this.upload = upload;
            this.body = body;
        }

        private void end() throws InterruptedIOException {
            body.end();
            try {
                if (!over.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                    return; // who notes his bytes second is told where to go on
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while an upload was settled");
            }
        }

        @Override
        public void close() {
            under.remove(upload, this);
            over.countDown();
        }
    }
}
