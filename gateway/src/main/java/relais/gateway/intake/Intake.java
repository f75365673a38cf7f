package relais.gateway.intake;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relais.gateway.channel.Arrival;
import relais.gateway.channel.ChannelSettings;
import relais.gateway.channel.Inbound;
import relais.gateway.intake.Record.Group;
import relais.gateway.intake.Record.Identity;
import relais.gateway.message.Incoming;
import relais.gateway.message.Report;
import relais.platform.json.Json;
import relais.platform.queue.Queue;
import relais.spool.Appended;
import relais.spool.Entry;
import relais.spool.Spool;
import relais.spool.SpoolLimits;

/** The door: everything that comes in is on the disk before anybody hears yes. */
public final class Intake implements Inbound, AutoCloseable {
    /** A day of a busy service while the queue is away; beyond it providers hear "queue full". */
    public static final long USUAL_BYTES = 1L << 30;

    /** Space is freed by the segment. */
    private static final int SEGMENTS_LEAST = 8;

    private static final int SEGMENT_BYTES = 16 << 20;
    private static final int LARGEST_RECORD = 128 * 1024;

    /** In JSON a character takes at most six octets, and a queue item at most 64 KiB. */
    private static final int LONGEST_TEXT = 10_000;

    /** Whoever says "oui" twice may mean two things; nobody writes the same sentence twice. */
    private static final int SHORT_TEXT = 20;

    private static final int LONG_TEXTS_WINDOWS = 10;

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private static final int SCAN = 1_000;
    private static final long SCAN_BYTES = 1 << 20;

    private final Spool spool;
    private final Forwarder forwarder;

    private Intake(Spool spool, Forwarder forwarder) {
        this.spool = spool;
        this.forwarder = forwarder;
    }

    /**
     * Opens the log and begins to hand over what is in it.
     *
     * @param node names this process's log for good; two running at a time must not share a name
     * @param mostBytes on disk; the last twentieth is for reports and marks
     * @param old runs first when the log is an old copy: the queue had more of it than is in it
     */
    public static Intake open(
            Path folder,
            long mostBytes,
            String node,
            Queue queue,
            Runnable old,
            InstantSource clock)
            throws IOException {
        int segment = (int) Math.min(SEGMENT_BYTES, mostBytes / SEGMENTS_LEAST);
        SpoolLimits limits = new SpoolLimits(mostBytes, segment, LARGEST_RECORD);
        long had = queue.forwarded(node);
        Spool spool = Spool.open(folder, limits, Math.max(0, had));
        if (spool.lastPosition() < had) {
            LOG.warn("the gateway's folder is an old copy: its log goes on behind {}", had);
            old.run();
            goOn(spool);
        }
        Forwarder forwarder = new Forwarder(spool, mostBytes / 20 * 19, node, queue, clock);
        forwarder.start();
        return new Intake(spool, forwarder);
    }

    /** A mark of no group says nothing and takes up the first position that is not known yet. */
    private static void goOn(Spool spool) throws IOException {
        Record.Closed nothing = new Record.Closed(new Group("", "", "", 0, 0), 0, false);
        if (!(spool.append(Record.write(nothing)) instanceof Appended.Stored)) {
            spool.close();
            throw new IOException("the intake's log takes nothing");
        }
    }

    @Override
    public void take(Arrival arrival, Consumer<Taken> done) {
        take(arrival, ChannelSettings.Smpp.USUAL_REPEATS, done);
    }

    /** Takes it from a line on which the same words count as a repeat for so long. */
    public void take(Arrival arrival, Duration repeats, Consumer<Taken> done) {
        if (forwarder.nearlyFull()) {
            done.accept(Taken.FULL);
            return;
        }
        spool.append(
                Record.write(record(arrival, repeats)), appended -> done.accept(taken(appended)));
    }

    /** Takes what became of a submission, on its way to the topic of reports. */
    public void report(Report report, Consumer<Taken> done) {
        spool.append(Record.write(reported(report)), appended -> done.accept(taken(appended)));
    }

    /**
     * Which submissions' fates are in this log, of the last {@code count} records: what a journal
     * that lacks the mark of it must not report again as uncertain.
     */
    public Set<PartName> lately(int count) {
        Set<PartName> found = new HashSet<>();
        long last = spool.state().lastPosition();
        long at = Math.max(spool.acknowledged(), last - count);
        List<Entry> batch = spool.read(at, SCAN, SCAN_BYTES);
        while (!batch.isEmpty()) {
            for (Entry entry : batch) {
                if (Record.read(entry.payload()) instanceof Record.Reported reported) {
                    PartName name = PartName.of(reported.body());
                    if (name != null) {
                        found.add(name);
                    }
                }
            }
            at = batch.getLast().position();
            batch = spool.read(at, SCAN, SCAN_BYTES);
        }
        return found;
    }

    /** What waits here, what went on, and what hinders it. */
    public IntakeState state() {
        return forwarder.state();
    }

    @Override
    public void close() throws IOException {
        forwarder.close();
        spool.close();
    }

    static byte[] body(Incoming message) {
        if (message.text().length() <= LONGEST_TEXT) {
            return Json.bytes(message);
        }
        boolean pair = Character.isHighSurrogate(message.text().charAt(LONGEST_TEXT - 1));
        int end = pair ? LONGEST_TEXT - 1 : LONGEST_TEXT;
        String cut = message.text().substring(0, end) + Joining.GAP;
        return Json.bytes(
                new Incoming(
                        message.channel(),
                        message.providerId(),
                        message.from(),
                        message.to(),
                        cut,
                        message.receivedAt(),
                        message.parts()));
    }

    private static Record record(Arrival arrival, Duration repeats) {
        return switch (arrival) {
            case Arrival.Message message ->
                    new Record.Message(
                            identity(message, repeats),
                            message.from(),
                            body(
                                    new Incoming(
                                            message.channel(),
                                            message.providerId(),
                                            message.from(),
                                            message.to(),
                                            message.text(),
                                            message.at(),
                                            1)));
            case Arrival.Fragment part ->
                    new Record.Fragment(
                            identity(part, repeats),
                            new Group(
                                    part.channel(),
                                    part.from(),
                                    part.to(),
                                    part.reference(),
                                    part.of()),
                            part.number(),
                            part.dataCoding(),
                            part.body());
            case Arrival.Receipt receipt -> reported(receipt.report());
        };
    }

    private static Record.Reported reported(Report report) {
        return new Record.Reported(report.key(), Json.bytes(report));
    }

    /** Without the channel: a provider with two lines to us may repeat on the other one. */
    private static Identity identity(Arrival.Message message, Duration repeats) {
        Fingerprint print =
                new Fingerprint().add(message.from()).add(message.to()).add(message.text());
        String id = message.providerId();
        boolean named = id != null;
        if (id != null) {
            print.add(id);
        }
        return new Identity(
                print.value(),
                named,
                window(message.text().length() > SHORT_TEXT, repeats),
                message.at().toEpochMilli(),
                message.upSince().toEpochMilli());
    }

    private static Identity identity(Arrival.Fragment part, Duration repeats) {
        long print =
                new Fingerprint()
                        .add(part.from())
                        .add(part.to())
                        .add(part.reference())
                        .add(part.number())
                        .add(part.of())
                        .add(part.body())
                        .value();
        return new Identity(
                print,
                false,
                window(true, repeats),
                part.at().toEpochMilli(),
                part.upSince().toEpochMilli());
    }

    private static int window(boolean longText, Duration repeats) {
        return (int) repeats.toSeconds() * (longText ? LONG_TEXTS_WINDOWS : 1);
    }

    private static Taken taken(Appended appended) {
        return switch (appended) {
            case Appended.Stored stored -> Taken.STORED;
            case Appended.Full full -> Taken.FULL;
            case Appended.Broken broken -> Taken.BROKEN;
        };
    }
}
