package relais.gateway.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.function.Consumer;
import org.jsmpp.DefaultPDUSender;
import org.jsmpp.PDUStringException;
import org.jsmpp.bean.Command;
import org.jsmpp.bean.DataCodings;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.PendingResponse;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.ServerMessageReceiverListener;
import relais.gateway.smpp.GuardedReader;
import relais.gateway.smpp.SmppSocket;
import relais.gateway.smpp.Unanswered;
import relais.gateway.smpp.Unanswered.Reply;

/** jsmpp's server session with answers that come when they come, in both directions. */
final class ServerLine extends SMPPServerSession {
    private static final int RECEIVE_QUEUE = 20_000;
    private static final RegisteredDelivery NO_RECEIPT = new RegisteredDelivery(0);
    private static final OptionalParameter[] NONE = {};

    private final Unanswered unanswered = new Unanswered();

    ServerLine(SmppSocket socket, ServerMessageReceiverListener listener, Duration probe) {
        super(
                socket,
                null,
                listener,
                null,
                1,
                RECEIVE_QUEUE,
                new LateAnswers(),
                new GuardedReader());
        setTransactionTimer(Duration.ofSeconds(10).toMillis());
        setEnquireLinkTimer((int) probe.toMillis());
    }

    /** jsmpp answers submit_sm when the listener returns; here the SMSC says when. */
    private static final class LateAnswers extends DefaultPDUSender {
        @Override
        public byte[] sendSubmitSmResp(
                OutputStream out, int sequence, String id, OptionalParameter... parameters) {
            return new byte[0];
        }

        void answer(OutputStream out, int sequence, String id)
                throws PDUStringException, IOException {
            super.sendSubmitSmResp(out, sequence, id, NONE);
        }
    }

    void accepted(int sequence, String id) {
        try {
            ((LateAnswers) pduSender()).answer(connection().getOutputStream(), sequence, id);
        } catch (PDUStringException | IOException e) {
            close();
        }
    }

    void refused(int command, int sequence, int status) {
        try {
            pduSender()
                    .sendHeader(
                            connection().getOutputStream(),
                            command | 0x8000_0000,
                            status,
                            sequence);
        } catch (IOException e) {
            close();
        }
    }

    /** Sends one deliver_sm; {@code done} hears exactly one reply. */
    void deliver(Sms part, long deadlineNanos, Consumer<Reply> done) {
        int sequence = sequence().nextValue();
        unanswered.expect(sequence, deadlineNanos, done);
        try {
            pduSender()
                    .sendDeliverSm(
                            connection().getOutputStream(),
                            sequence,
                            null,
                            TypeOfNumber.INTERNATIONAL,
                            NumberingPlanIndicator.ISDN,
                            part.from(),
                            TypeOfNumber.UNKNOWN,
                            NumberingPlanIndicator.ISDN,
                            part.to(),
                            new ESMClass(part.esmClass()),
                            (byte) 0,
                            (byte) 0,
                            NO_RECEIPT,
                            DataCodings.newInstance((byte) part.dataCoding()),
                            part.body(),
                            NONE);
        } catch (PDUStringException | IOException e) {
            if (unanswered.forget(sequence)) {
                done.accept(new Reply.Broken());
            }
        }
    }

    Unanswered unanswered() {
        return unanswered;
    }

    @Override
    protected PendingResponse<Command> removePendingResponse(int sequence) {
        PendingResponse<Command> ours = unanswered.find(sequence);
        return ours == null ? super.removePendingResponse(sequence) : ours;
    }
}
