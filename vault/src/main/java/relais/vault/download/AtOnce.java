package relais.vault.download;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import relais.platform.http.Answer;

/**
 * Bounds how many long answers of a kind are written at a time: each holds memory, a processor or a
 * connection to the database for as long as its reader pleases.
 */
public final class AtOnce {
    private final Semaphore places;

    public AtOnce(int most) {
        this.places = new Semaphore(most);
    }

    /** An answer that is written as it is made. */
    @FunctionalInterface
    public interface Writing {
        Answer with(Answer.Body body);
    }

    /** The answer, or a refusal while there are too many. */
    public Answer answer(Answer.Body body, Writing writing) {
        if (places.availablePermits() == 0) {
            return Answer.refused(503, "busy", "too many of these at once; come back in a moment");
        }
        // taken only when the body is asked for, which may be never
        return writing.with(
                out -> {
                    if (!places.tryAcquire()) {
                        throw new IOException("too many at once");
                    }
                    try {
                        body.writeTo(out);
                    } finally {
                        places.release();
                    }
                });
    }
}
