package relais.meter.collecting;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import relais.agent.batch.Batch;
import relais.agent.batch.BatchCodec;
import relais.agent.batch.Damaged;
import relais.agent.centre.Reply;
import relais.agent.centre.SignedText;

/**
 * Lets in pushes of agents that are known and whose signature is right, as many at a time as fit
 * into the memory.
 */
public final class Doorkeeper {
    /** Of all bodies that are read at one time; one usually has a few kB. */
    private static final int MOST_BYTES = 3 * BatchCodec.LARGEST;

    private static final Pattern VERSION = Pattern.compile("[\\w.+-]{1,40}");

    /** Unknown, withdrawn and another's key are told alike. */
    private static final Reply STRANGER =
            said(401, "this agent is not known, was withdrawn, or its signature is wrong");

    private final Members members;
    private final Collecting collecting;
    private final InstantSource clock;
    private final Semaphore bytes = new Semaphore(MOST_BYTES);

    public Doorkeeper(Members members, Collecting collecting, InstantSource clock) {
        this.members = members;
        this.collecting = collecting;
        this.clock = clock;
    }

    /**
     * A push before its body was read.
     *
     * @param path as requested, or what stands for it on another way
     * @param millis the agent's time as it wrote it
     * @param length of the body
     * @param version of the agent as it says
     */
    public record Push(
            String agent,
            String path,
            String millis,
            String signature,
            int length,
            String address,
            String version) {}

    /** Reads the body to its end. */
    @FunctionalInterface
    public interface Body {
        byte[] read() throws IOException;
    }

    /** Answers 200 when all of it is durable; the other numbers are in agent-batch.md. */
    public Reply take(Push push, Body body) throws IOException {
        if (push.length() > BatchCodec.LARGEST) {
            return said(413, "a batch has at most " + BatchCodec.LARGEST + " bytes");
        }
        Optional<Member> member = members.find(push.agent());
        if (member.isEmpty() || member.get().key == null) {
            return STRANGER;
        }
        if (!bytes.tryAcquire(push.length())) {
            return said(503, "many agents push at once; try again");
        }
        try {
            return take(member.get(), push, body.read());
        } finally {
            bytes.release(push.length());
        }
    }

    private Reply take(Member member, Push push, byte[] body) {
        String text = SignedText.ofPush(push.agent(), push.path(), push.millis(), body);
        if (!SignedText.isSigned(text, String.valueOf(member.key), push.signature())) {
            return STRANGER;
        }
        try {
            Batch batch = BatchCodec.decode(body);
            long now = clock.millis();
            long offset = Long.parseLong(push.millis()) - now;
            String version = VERSION.matcher(push.version()).matches() ? push.version() : "";
            Heard heard = new Heard(clock.instant(), offset, push.address(), version);
            return reply(collecting.take(member, batch, heard));
        } catch (Damaged | NumberFormatException damaged) {
            return said(400, String.valueOf(damaged.getMessage()));
        }
    }

    private static Reply reply(Taken taken) {
        return switch (taken) {
            case Taken.Stored(int sheets, boolean wants, String refused) ->
                    new Reply(
                            200,
                            wants
                                    ? Map.of(Reply.STORED, "" + sheets, Reply.WANTS, "graphs")
                                    : Map.of(Reply.STORED, "" + sheets),
                            refused.isEmpty() ? Reply.ALL : refused);
            case Taken.Refused(String reason) -> said(422, reason);
            case Taken.Away(String reason) -> said(503, reason);
        };
    }

    private static Reply said(int status, String reason) {
        return new Reply(status, Map.of(), reason);
    }
}
