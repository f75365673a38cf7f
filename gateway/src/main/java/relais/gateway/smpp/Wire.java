package relais.gateway.smpp;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.function.Consumer;
import org.jsmpp.DefaultPDUSender;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.Command;
import org.jsmpp.bean.DataCodings;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SubmitSmResp;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.PendingResponse;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.connection.ConnectionFactory;
import relais.gateway.channel.Outcome;

/**
 * jsmpp's client session, without its waiting: a submission's answer arrives at a callback instead
 * of a blocked thread, and deliver_sm is answered when the message is durable instead of when a
 * listener returns. So one connection carries any window on jsmpp's two threads.
 */
final class Wire extends SMPPSession {
    /** The provider's window bounds what queues here; beyond it jsmpp answers ESME_RTHROTTLED. */
    private static final int RECEIVE_QUEUE = 5_000;

    private static final RegisteredDelivery FINAL_RECEIPT = new RegisteredDelivery(1);

    private final Unanswered unanswered = new Unanswered();
    private final ProviderIds ids;

    Wire(ConnectionFactory sockets, ProviderIds ids, Timing timing, Duration enquireLink) {
        super(new LateAnswers(), new GuardedReader(), sockets);
        this.ids = ids;
        // One thread keeps the order in which messages of one sender came.
        setPduProcessorDegree(1);
        setQueueCapacity(RECEIVE_QUEUE);
        setTransactionTimer(timing.response().toMillis());
        setEnquireLinkTimer((int) enquireLink.toMillis());
    }

    /** jsmpp answers deliver_sm as soon as the listener returns; here {@link #answer} does it. */
    private static final class LateAnswers extends DefaultPDUSender {
        @Override
        public byte[] sendDeliverSmResp(OutputStream out, int status, int sequence, String id)
                throws IOException {
            return status == SMPPConstant.STAT_ESME_ROK
                    ? new byte[0]
                    : super.sendDeliverSmResp(out, status, sequence, id);
        }

        void answer(OutputStream out, int status, int sequence) throws IOException {
            super.sendDeliverSmResp(out, status, sequence, null);
        }
    }

    void answer(int sequence, int status) {
        try {
            ((LateAnswers) pduSender()).answer(connection().getOutputStream(), status, sequence);
        } catch (IOException e) {
            // The line is gone: the provider will deliver again, and that is recognised.
            close();
        }
    }

    void submit(Submission part, long deadlineNanos, Consumer<Outcome> done) {
        int sequence = sequence().nextValue();
        unanswered.expect(sequence, deadlineNanos, reply -> done.accept(outcome(reply)));
        try {
            pduSender()
                    .sendSubmitSm(
                            connection().getOutputStream(),
                            sequence,
                            null,
                            TypeOfNumber.valueOf((byte) part.source().typeOfNumber()),
                            NumberingPlanIndicator.valueOf((byte) part.source().numberingPlan()),
                            part.source().digits(),
                            TypeOfNumber.valueOf((byte) part.destination().typeOfNumber()),
                            NumberingPlanIndicator.valueOf(
                                    (byte) part.destination().numberingPlan()),
                            part.destination().digits(),
                            new ESMClass(part.esmClass()),
                            (byte) 0,
                            (byte) 0,
                            null,
                            part.validity(),
                            FINAL_RECEIPT,
                            (byte) 0,
                            DataCodings.newInstance((byte) part.dataCoding()),
                            (byte) 0,
                            part.shortMessage(),
                            part.parameters());
        } catch (PDUStringException e) {
            giveUp(sequence, new Outcome.Refused("field", "not SMPP: " + e.getMessage()), done);
        } catch (IOException e) {
            // Nothing of it was written.
            giveUp(sequence, new Outcome.Retry("not-connected", "line closed"), done);
        }
    }

    private void giveUp(int sequence, Outcome outcome, Consumer<Outcome> done) {
        if (unanswered.forget(sequence)) {
            done.accept(outcome);
        }
    }

    private Outcome outcome(Unanswered.Reply reply) {
        return switch (reply) {
            case Unanswered.Reply.Answered(SubmitSmResp answer) ->
                    new Outcome.Accepted(
                            answer.getMessageId() == null
                                    ? null
                                    : ids.answered(answer.getMessageId()));
            case Unanswered.Reply.Answered(Command other) -> new Outcome.Accepted(null);
            case Unanswered.Reply.Negative(int status) -> CommandStatus.outcome(status);
            case Unanswered.Reply.Overdue() ->
                    new Outcome.Uncertain("no answer from the provider in time");
            case Unanswered.Reply.Broken() -> new Outcome.Uncertain("line broke before the answer");
        };
    }

    /** The answers this line waits for. */
    Unanswered unanswered() {
        return unanswered;
    }

    /** jsmpp asks here whose answer has arrived. */
    @Override
    protected PendingResponse<Command> removePendingResponse(int sequence) {
        PendingResponse<Command> ours = unanswered.find(sequence);
        return ours == null ? super.removePendingResponse(sequence) : ours;
    }
}
