package relais.gateway.smpp;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jsmpp.GenericNackResponseException;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.Command;
import org.jsmpp.extra.PendingResponse;
import org.jspecify.annotations.Nullable;

/**
 * Requests on one line that wait for their answers, by sequence number. It takes the place of
 * jsmpp's own table, which blocks a thread for each; a session overrides {@code
 * removePendingResponse} to ask here first.
 */
public final class Unanswered {
    private final Map<Integer, Waiting> waiting = new ConcurrentHashMap<>();

    /** What became of a request. */
    public sealed interface Reply {
        record Answered(Command answer) implements Reply {}

        record Negative(int status) implements Reply {}

        /** No answer in time. */
        record Overdue() implements Reply {}

        /** The line ended first. */
        record Broken() implements Reply {}
    }

    /** Expects an answer; {@code done} hears exactly one reply. */
    public void expect(int sequence, long deadlineNanos, Consumer<Reply> done) {
        waiting.put(sequence, new Waiting(sequence, deadlineNanos, done));
    }

    /** Takes back what could not be written; false if {@code done} has heard already. */
    public boolean forget(int sequence) {
        Waiting forgotten = waiting.remove(sequence);
        return forgotten != null && forgotten.finished.compareAndSet(false, true);
    }

    /** For jsmpp: whom the answer concerns, or null if nobody here. */
    public @Nullable PendingResponse<Command> find(int sequence) {
        return waiting.get(sequence);
    }

    /** Gives up on what is overdue. */
    public void expire(long nowNanos) {
        for (Waiting one : waiting.values()) {
            if (nowNanos - one.deadlineNanos > 0) {
                one.finish(new Reply.Overdue());
            }
        }
    }

    /** After the end of the line. */
    public void drain() {
        for (Waiting one : waiting.values()) {
            one.finish(new Reply.Broken());
        }
    }

    private final class Waiting extends PendingResponse<Command> {
        private final int sequence;
        private final long deadlineNanos;
        private final Consumer<Reply> done;
        private final AtomicBoolean finished = new AtomicBoolean();

        Waiting(int sequence, long deadlineNanos, Consumer<Reply> done) {
            super(0);
            this.sequence = sequence;
            this.deadlineNanos = deadlineNanos;
            this.done = done;
        }

        @Override
        public void done(Command answer) {
            int status = answer.getCommandStatus();
            finish(
                    status == SMPPConstant.STAT_ESME_ROK
                            ? new Reply.Answered(answer)
                            : new Reply.Negative(status));
        }

        @Override
        public void doneWithInvalidResponse(InvalidResponseException e) {
            finish(
                    new Reply.Negative(
                            e instanceof GenericNackResponseException nack
                                    ? nack.getCommandStatus()
                                    : SMPPConstant.STAT_ESME_RSYSERR));
        }

        private void finish(Reply reply) {
            if (finished.compareAndSet(false, true)) {
                waiting.remove(sequence);
                done.accept(reply);
            }
        }
    }
}
