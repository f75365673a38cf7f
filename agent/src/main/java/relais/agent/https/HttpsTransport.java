package relais.agent.https;

import java.io.IOException;
import java.time.InstantSource;
import relais.agent.AgentSettings;
import relais.agent.batch.Batch;
import relais.agent.batch.BatchCodec;
import relais.agent.ship.Outcome;
import relais.agent.ship.Transport;

/** Pushes each batch as one signed POST; the answer's count proves that it was understood. */
public final class HttpsTransport implements Transport {

    public static final String PATH = "/api/agents/batches";
    public static final String TYPE = "application/vnd.relais.agent-batch";

    private final Centre centre;
    private final Identity identity;
    private final String agent;
    private final InstantSource clock;

    /**
     * Takes the centre over.
     *
     * @throws IllegalArgumentException for an identity that is not paired
     */
    public HttpsTransport(Centre centre, Identity identity, InstantSource clock) {
        String name = identity.agent();
        if (name == null) {
            throw new IllegalArgumentException("not paired");
        }
        this.centre = centre;
        this.identity = identity;
        this.agent = name;
        this.clock = clock;
    }

    @Override
    public Outcome send(Batch batch) {
        byte[] body = BatchCodec.encode(batch);
        String path = centre.path(PATH);
        String millis = Long.toString(clock.millis());
        try {
            Centre.Reply reply =
                    centre.post(
                            path,
                            TYPE,
                            body,
                            "Relais-Agent",
                            agent,
                            "Relais-Time",
                            millis,
                            "Relais-Version",
                            AgentSettings.VERSION,
                            "Relais-Signature",
                            identity.sign(SignedText.ofPush(agent, path, millis, body)));
            return outcome(reply, batch.sheets().size());
        } catch (IOException away) {
            return new Outcome.Away(centre + " cannot be reached: " + away);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return new Outcome.Away("this agent ends");
        }
    }

    private static Outcome outcome(Centre.Reply reply, int sheets) {
        return switch (reply.status()) {
            case 200 ->
                    reply.header("Relais-Stored").equals(Integer.toString(sheets))
                            ? new Outcome.Acknowledged(
                                    reply.header("Relais-Wants").equals("graphs"))
                            : new Outcome.Away("an answer that does not count what was sent");
            case 400, 413, 422 -> new Outcome.Refused(Outcome.Because.CONTENT, reply.reason());
            case 401, 403, 404 -> new Outcome.Refused(Outcome.Because.SENDER, reply.reason());
            default -> new Outcome.Away("the centre answers " + reply.reason());
        };
    }

    @Override
    public void close() {
        centre.close();
    }
}
