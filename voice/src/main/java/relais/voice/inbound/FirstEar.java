package relais.voice.inbound;

import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Hears messages before voice asks what they mean: what it takes is no answer to a poll and nothing
 * for the inbox. Who it is, voice does not know.
 */
public interface FirstEar {
    /** Where nobody else listens. */
    FirstEar NOBODY =
            new FirstEar() {
                @Override
                public boolean mayTake(String text) {
                    return false;
                }

                @Override
                public Optional<String> take(Handle tx, String address, String text) {
                    return Optional.empty();
                }
            };

    /** Whether it could be interested in such a text: asked of every message, so quick and pure. */
    boolean mayTake(String text);

    /**
     * Takes a message in the transaction that consumes it.
     *
     * @param address the sender as contacts have it
     * @return what to answer; empty for a message that is not its own
     */
    Optional<String> take(Handle tx, String address, String text);
}
