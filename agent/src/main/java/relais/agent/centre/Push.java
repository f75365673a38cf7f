package relais.agent.centre;

import java.time.InstantSource;
import java.util.Map;
import relais.agent.AgentSettings;
import relais.agent.batch.Batch;
import relais.agent.batch.BatchCodec;
import relais.agent.ship.Outcome;

/**
 * A batch with what proves whose it is, as docs/formats/agent-batch.md has it; the same on every
 * way.
 *
 * @param headers to be sent with the body
 * @param sheets in the body; an answer must count them
 */
public record Push(byte[] body, Map<String, String> headers, int sheets) {

    public static final String TIME = "Relais-Time";
    public static final String VERSION = "Relais-Version";
    public static final String SIGNATURE = "Relais-Signature";

    /**
     * Signs it.
     *
     * @param path where it is sent, as the centre sees it
     * @throws IllegalArgumentException for an identity that is not paired
     */
    public static Push of(Batch batch, Identity identity, String path, InstantSource clock) {
        String agent = identity.agent();
        if (agent == null) {
            throw new IllegalArgumentException("not paired");
        }
        byte[] body = BatchCodec.encode(batch);
        String millis = Long.toString(clock.millis());
        return new Push(
                body,
                Map.of(
                        Reply.AGENT,
                        agent,
                        TIME,
                        millis,
                        VERSION,
                        AgentSettings.VERSION,
                        SIGNATURE,
                        identity.sign(SignedText.ofPush(agent, path, millis, body))),
                batch.sheets().size());
    }

    /** What the answer means. Only a count of all sheets proves that they were understood. */
    public Outcome outcome(Reply reply) {
        return switch (reply.status()) {
            case 200 ->
                    reply.header(Reply.STORED).equals(Integer.toString(sheets))
                            ? new Outcome.Acknowledged(
                                    reply.header(Reply.WANTS).equals("graphs"), reply.left())
                            : new Outcome.Away("an answer that does not count what was sent");
            case 400, 413, 422 -> new Outcome.Refused(Outcome.Because.CONTENT, reply.reason());
            case 401, 403, 404 -> new Outcome.Refused(Outcome.Because.SENDER, reply.reason());
            default -> new Outcome.Away("the centre answers " + reply.reason());
        };
    }
}
