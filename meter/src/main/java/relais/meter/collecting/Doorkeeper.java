package relais.meter.collecting;

import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import relais.agent.batch.Batch;
import relais.agent.batch.BatchCodec;
import relais.agent.batch.Damaged;
import relais.agent.https.SignedText;

/**
 * Lets in pushes of agents that are known and whose signature is right, as many at a time as fit
 * into the memory.
 */
public final class Doorkeeper {
    /** Of all bodies that are read at one time; one usually has a few kB. */
    private static final int MOST_BYTES = 3 * BatchCodec.LARGEST;

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
     * @param path as requested
     * @param millis the agent's time as it wrote it
     * @param length of the body
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
        byte[] read() throws java.io.IOException;
    }

    /** What is answered. */
    public sealed interface Reply {
        record Of(Taken taken) implements Reply {}

        /** Not known here, withdrawn, or another's key. */
        record Stranger() implements Reply {}

        record NoBatch(String reason) implements Reply {}

        /** Too many at once. */
        record Busy() implements Reply {}
    }

    public Reply take(Push push, Body body) throws java.io.IOException {
        Optional<Member> member = members.find(push.agent());
        if (member.isEmpty() || member.get().key == null) {
            return new Reply.Stranger();
        }
        if (!bytes.tryAcquire(push.length())) {
            return new Reply.Busy();
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
            return new Reply.Stranger();
        }
        try {
            Batch batch = BatchCodec.decode(body);
            long now = clock.millis();
            long offset = Long.parseLong(push.millis()) - now;
            Heard heard = new Heard(clock.instant(), offset, push.address(), push.version());
            return new Reply.Of(collecting.take(member, batch, heard));
        } catch (Damaged | NumberFormatException damaged) {
            return new Reply.NoBatch(String.valueOf(damaged.getMessage()));
        }
    }
}
