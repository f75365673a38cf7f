package relais.gateway.simulator;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.util.MessageId;
import org.jspecify.annotations.Nullable;
import relais.gateway.text.TextDecoder;

/** Takes submit_sm as told by the behaviour, hands the text to the handset, sends the receipt. */
final class Submissions {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyMMddHHmm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final int RECEIPT = 0x04;
    private static final int HAS_HEADER = 0x40;

    /** Long messages being joined for handsets; beyond it the oldest are forgotten. */
    private static final int MOST_UNFINISHED = 1_000;

    /**
     * More than are taken in a millisecond: so ids of one start are not those of an earlier one.
     */
    private static final long IDS_IN_A_MILLISECOND = 4_096;

    private final Behaviour behaviour;
    private final Dice dice;
    private final ScheduledExecutorService timer;
    private final InstantSource clock;
    private final Handset handset;
    private final SimulatedSmsc smsc;
    private final Store store;
    private final SubmitSmResult unused;
    private final AtomicLong ids;
    private final AtomicLong accepted = new AtomicLong();
    private final Map<String, String[]> unfinished =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, String[]> eldest) {
                    return size() > MOST_UNFINISHED;
                }
            };

    Submissions(
            Behaviour behaviour,
            Dice dice,
            ScheduledExecutorService timer,
            InstantSource clock,
            Handset handset,
            SimulatedSmsc smsc,
            Store store) {
        this.behaviour = behaviour;
        this.dice = dice;
        this.timer = timer;
        this.clock = clock;
        this.ids = new AtomicLong(clock.millis() * IDS_IN_A_MILLISECOND);
        this.handset = handset;
        this.smsc = smsc;
        this.store = store;
        try {
            this.unused = new SubmitSmResult(new MessageId("0"), new OptionalParameter[0]);
        } catch (PDUStringException e) {
            throw new IllegalStateException(e);
        }
    }

    long accepted() {
        return accepted.get();
    }

    /** The result is never sent; {@link ServerLine} answers when the latency has passed. */
    SubmitSmResult take(SubmitSm pdu, SMPPServerSession session) throws ProcessRequestException {
        if (dice.chance(behaviour.throttling())) {
            throw new ProcessRequestException("throttled", SMPPConstant.STAT_ESME_RTHROTTLED);
        }
        if (dice.chance(behaviour.refusal())) {
            throw new ProcessRequestException("refused", SMPPConstant.STAT_ESME_RINVDSTADR);
        }
        accepted.incrementAndGet();
        String id = Long.toHexString(ids.incrementAndGet());
        hear(pdu);
        if (!dice.chance(behaviour.silence())) {
            answer((ServerLine) session, pdu.getSequenceNumber(), id);
        }
        boolean wanted = (pdu.getRegisteredDelivery() & 1) != 0;
        if (wanted && behaviour.receiptAfter().isPositive()) {
            boolean failed = dice.chance(behaviour.failure());
            after(behaviour.receiptAfter().toMillis(), () -> store.add(receipt(pdu, id, failed)));
        }
        return unused;
    }

    private void answer(ServerLine line, int sequence, String id) {
        if (behaviour.latency().isZero()) {
            line.accepted(sequence, id);
        } else {
            after(behaviour.latency().toMillis(), () -> line.accepted(sequence, id));
        }
    }

    private void hear(SubmitSm pdu) {
        String text = whole(pdu);
        if (text == null) {
            return;
        }
        String from = pdu.getSourceAddr() == null ? "" : pdu.getSourceAddr();
        String to = pdu.getDestAddress() == null ? "" : pdu.getDestAddress();
        for (Handset.Answer answer : handset.receive(from, to, text)) {
            after(answer.after().toMillis(), () -> smsc.deliver(to, from, answer.text()));
        }
    }

    /** The text when it is complete, null before. */
    private @Nullable String whole(SubmitSm pdu) {
        byte[] data = Payload.of(pdu);
        if ((pdu.getEsmClass() & HAS_HEADER) == 0 || data.length < 6) {
            return TextDecoder.decode(pdu.getDataCoding(), data);
        }
        int header = 1 + (data[0] & 0xFF);
        // The last three octets of either concatenation header: reference, total, number.
        int of = data[header - 2] & 0xFF;
        int number = data[header - 1] & 0xFF;
        byte[] body = Arrays.copyOfRange(data, Math.min(header, data.length), data.length);
        String part = TextDecoder.decode(pdu.getDataCoding(), body);
        String key =
                pdu.getDestAddress()
                        + "/"
                        + pdu.getSourceAddr()
                        + "/"
                        + data[header - 3]
                        + "/"
                        + of;
        synchronized (unfinished) {
            String[] parts = unfinished.computeIfAbsent(key, k -> new String[Math.max(of, 1)]);
            if (number < 1 || number > parts.length) {
                return null;
            }
            parts[number - 1] = part;
            for (String one : parts) {
                if (one == null) {
                    return null;
                }
            }
            unfinished.remove(key);
            return String.join("", parts);
        }
    }

    private Sms receipt(SubmitSm pdu, String id, boolean failed) {
        String now = DATE.format(clock.instant());
        String text =
                "id:%s sub:001 dlvrd:%s submit date:%s done date:%s stat:%s err:%s text:"
                        .formatted(
                                id,
                                failed ? "000" : "001",
                                now,
                                now,
                                failed ? "UNDELIV" : "DELIVRD",
                                failed ? "001" : "000");
        return new Sms(
                null,
                pdu.getDestAddress(),
                pdu.getSourceAddr(),
                RECEIPT,
                0,
                text.getBytes(StandardCharsets.US_ASCII));
    }

    private void after(long millis, Runnable work) {
        if (millis <= 0) {
            work.run();
        } else {
            timer.schedule(work, millis, TimeUnit.MILLISECONDS);
        }
    }
}
