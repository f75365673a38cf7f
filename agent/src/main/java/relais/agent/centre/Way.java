package relais.agent.centre;

import java.io.IOException;
import java.time.InstantSource;
import relais.agent.ship.Transport;

/** How a centre is reached. */
public interface Way extends AutoCloseable {

    /**
     * Brings the form of a pairing there and waits for the answer.
     *
     * @param form as {@link Pairing} writes it
     * @throws IOException when nobody answers
     */
    Reply pair(String form) throws IOException, InterruptedException;

    /**
     * For batches; takes this way over.
     *
     * @throws IllegalArgumentException for an identity that is not paired
     */
    Transport transport(Identity identity, InstantSource clock);

    /** Whether strangers on the way could read along. */
    boolean isOpenToRead();

    @Override
    void close();
}
