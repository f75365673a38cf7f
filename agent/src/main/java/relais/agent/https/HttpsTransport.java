package relais.agent.https;

import java.io.IOException;
import java.time.InstantSource;
import relais.agent.batch.Batch;
import relais.agent.centre.Identity;
import relais.agent.centre.Push;
import relais.agent.ship.Outcome;
import relais.agent.ship.Transport;

/** Pushes each batch as one signed POST; the answer's count proves that it was understood. */
public final class HttpsTransport implements Transport {

    public static final String PATH = "/api/agents/batches";
    public static final String TYPE = "application/vnd.relais.agent-batch";

    private final Centre centre;
    private final Identity identity;
    private final InstantSource clock;

    /**
     * Takes the centre over.
     *
     * @throws IllegalArgumentException for an identity that is not paired
     */
    public HttpsTransport(Centre centre, Identity identity, InstantSource clock) {
        if (identity.agent() == null) {
            throw new IllegalArgumentException("not paired");
        }
        this.centre = centre;
        this.identity = identity;
        this.clock = clock;
    }

    @Override
    public Outcome send(Batch batch) {
        String path = centre.path(PATH);
        Push push = Push.of(batch, identity, path, clock);
        try {
            return push.outcome(centre.post(path, TYPE, push.body(), push.headers()));
        } catch (IOException away) {
            return new Outcome.Away(centre + " cannot be reached: " + away);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return new Outcome.Away("this agent ends");
        }
    }

    @Override
    public void close() {
        centre.close();
    }
}
