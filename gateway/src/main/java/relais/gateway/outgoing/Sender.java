package relais.gateway.outgoing;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relais.gateway.channel.ChannelSession;
import relais.gateway.channel.ChannelSettings;
import relais.gateway.channel.Line;
import relais.gateway.channel.Outcome;
import relais.gateway.channel.Part;
import relais.gateway.intake.Intake;
import relais.gateway.intake.PartName;
import relais.gateway.message.Lane;
import relais.gateway.message.Outgoing;
import relais.gateway.message.Report;
import relais.spool.Appended;

/**
 * Sends one channel's messages. One thread takes what may go, has its beginning written to the
 * journal, and only then is it submitted; outcomes arrive on the line's threads.
 */
final class Sender implements AutoCloseable {
    /** How long answers may still come when the channel is closed. */
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    /** The number of parts is one octet in every concatenation header. */
    private static final int MOST_PARTS = 255;

    /** The code of what the last gate refused. */
    private static final String STOPPED = "stopped";

    /** How many intake records may lie between a report and its mark in the journal. */
    private static final int LATELY = 50_000;

    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);

    private final String channel;
    private final ChannelSession session;
    private final Journal journal;
    private final Intake intake;
    private final Reports reports;
    private final LastGate gate;
    private final InstantSource clock;
    private final Turnstile turnstile;
    private final AtomicLong sent = new AtomicLong();
    private final Thread thread;
    private volatile boolean paused;
    private volatile boolean closed;

    Sender(
            ChannelSettings settings,
            ChannelSession session,
            Journal journal,
            Intake intake,
            StopList stopped,
            InstantSource clock) {
        this.channel = settings.name();
        this.session = session;
        this.journal = journal;
        this.clock = clock;
        this.gate = new LastGate(settings.name(), stopped);
        this.paused = settings.paused();
        this.intake = intake;
        this.reports = new Reports(intake, journal);
        this.turnstile =
                new Turnstile(
                        settings.window(),
                        settings.ratePerSecond(),
                        clock,
                        () -> sending() && !reports.behind());
        this.thread = Thread.ofVirtual().name("sender-" + channel).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Takes messages over for good; false if the journal cannot, with nothing taken. */
    boolean hand(List<Outgoing> messages) {
        return switch (journal.hand(messages)) {
            case Journal.Handover.Taken(List<Outgoing> fresh) -> {
                List<Shot> shots = new ArrayList<>(fresh.size());
                fresh.forEach(message -> shots.addAll(shots(message, Set.of())));
                turnstile.add(shots);
                yield true;
            }
            case Journal.Handover.NotTaken(String reason) -> {
                LOG.error("channel {}: journal takes nothing: {}", channel, reason);
                yield false;
            }
        };
    }

    void pause(boolean pause) {
        paused = pause;
        wake();
    }

    boolean paused() {
        return paused;
    }

    /** Something about the line has changed. */
    void wake() {
        turnstile.wake();
    }

    /** Parts taken by the provider since start. */
    long sent() {
        return sent.get();
    }

    int waiting(Lane lane) {
        return turnstile.waiting(lane);
    }

    /** All parts that are not done with. */
    int waiting() {
        return turnstile.size();
    }

    /** Whether it would send now if it had something. */
    boolean sending() {
        return !paused && !closed && session.line().state() == Line.State.UP;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        wake();
        try {
            // The gate may wait for a database that does not answer; what stands there stays here.
            thread.join(FAREWELL);
            turnstile.awaitAnswers(FAREWELL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        session.close();
        journal.close();
    }

    /** The journal is an old copy: whatever it has open may have gone out since. */
    void doubtAll() throws IOException {
        List<JournalRecord.Begun> open = new ArrayList<>();
        for (Journal.Found one : journal.found()) {
            for (Part part : session.split(one.message())) {
                if (!one.done().contains(part.number())) {
                    long id = one.message().messageId();
                    open.add(new JournalRecord.Begun(id, part.number(), part.of()));
                }
            }
        }
        journal.doubt(open);
    }

    /** Resolves what an earlier run left open. */
    void recover() {
        List<Journal.Found> found = journal.found();
        boolean doubt = found.stream().anyMatch(one -> !one.begun().isEmpty());
        Set<PartName> told = doubt ? intake.lately(LATELY) : Set.of();
        for (Journal.Found one : found) {
            Outgoing message = one.message();
            int of = session.split(message).size();
            for (int part : one.begun()) {
                if (told.contains(new PartName(message.messageId(), part))) {
                    journal.done(message.messageId(), part, of);
                } else {
                    String why = "the gateway stopped between submission and answer";
                    reports.tell(
                            new Report.Uncertain(
                                    message.messageId(), part, of, channel, why, clock.instant()),
                            part,
                            of,
                            message.messageId());
                }
            }
            one.done().addAll(one.begun());
            turnstile.add(shots(message, one.done()));
        }
    }

    private List<Shot> shots(Outgoing message, Set<Integer> without) {
        List<Part> parts = session.split(message);
        if (parts.size() > MOST_PARTS) {
            refuse(Part.whole(message), "too-long", "more than 255 parts", true);
            return List.of();
        }
        List<Shot> shots = new ArrayList<>(parts.size());
        for (Part part : parts) {
            if (!without.contains(part.number())) {
                shots.add(new Shot(part, message.lane(), 0));
            }
        }
        return shots;
    }

    private void run() {
        Instant tidyAt = clock.instant();
        while (!closed && !Thread.currentThread().isInterrupted()) {
            try {
                pass(turnstile.next());
                Instant now = clock.instant();
                if (!now.isBefore(tidyAt)) {
                    tidyAt = now.plus(Turnstile.LOOK_AGAIN);
                    journal.tidy();
                    reports.repeat();
                }
            } catch (RuntimeException e) {
                // Worker loop: one part's trouble is not the channel's.
                LOG.error("channel {}: a part was not sent", channel, e);
            }
        }
    }

    /** The moment of no return: who asked to stop is asked for as late as can be. */
    private void pass(List<Shot> batch) {
        if (batch.isEmpty()) {
            return;
        }
        List<Shot> inTime = batch.stream().filter(shot -> !expired(shot)).toList();
        LastGate.Verdict verdict = gate.judge(inTime);
        if (closed) {
            return;
        }
        switch (verdict) {
            case LastGate.Verdict.Open(List<Shot> may, List<Shot> mustNot) -> {
                may.forEach(this::begin);
                for (Shot shot : mustNot) {
                    turnstile.settled();
                    refuse(shot.part(), STOPPED, "the person asked to stop", true);
                }
            }
            case LastGate.Verdict.Shut() ->
                    inTime.reversed()
                            .forEach(shot -> turnstile.putBack(shot, Turnstile.LOOK_AGAIN));
        }
    }

    private boolean expired(Shot shot) {
        Instant expiry = shot.part().message().expiresAt();
        if (expiry == null || clock.instant().isBefore(expiry)) {
            return false;
        }
        turnstile.settled();
        refuse(shot.part(), "expired", "not sent before its time was over", false);
        return true;
    }

    private void begin(Shot shot) {
        Part part = shot.part();
        journal.begin(
                shot.messageId(), part.number(), part.of(), appended -> begun(shot, appended));
    }

    private void begun(Shot shot, Appended appended) {
        switch (appended) {
            case Appended.Stored stored ->
                    session.submit(shot.part(), outcome -> settle(shot, outcome));
            case Appended.Full full -> holdBack(shot, full.reason());
            case Appended.Broken broken -> holdBack(shot, broken.reason());
        }
    }

    private void holdBack(Shot shot, String reason) {
        LOG.error("channel {}: nothing is sent, the journal fails: {}", channel, reason);
        turnstile.putBack(shot, Turnstile.LOOK_AGAIN);
    }

    private void settle(Shot shot, Outcome outcome) {
        Part part = shot.part();
        long id = shot.messageId();
        Instant now = clock.instant();
        switch (outcome) {
            case Outcome.Accepted accepted -> {
                sent.incrementAndGet();
                turnstile.accepted();
                report(
                        part,
                        new Report.Submitted(
                                id, part.number(), part.of(), channel, accepted.providerId(), now));
            }
            case Outcome.Throttled(Duration asked) -> {
                giveBack(part);
                turnstile.throttled(shot, asked);
            }
            case Outcome.Retry retry -> again(shot, retry);
            case Outcome.Refused(String code, String reason) -> {
                turnstile.settled();
                refuse(part, code, reason, true);
            }
            case Outcome.Uncertain(String why) -> {
                turnstile.settled();
                report(part, new Report.Uncertain(id, part.number(), part.of(), channel, why, now));
            }
        }
    }

    private void again(Shot shot, Outcome.Retry retry) {
        giveBack(shot.part());
        if (session.line().state() != Line.State.UP) {
            // The line's fault, not the message's: it is next when the line is back.
            turnstile.putBack(shot, Duration.ZERO);
            return;
        }
        Shot tried = shot.triedAgain();
        Duration pause = Retries.pause(tried.tries());
        if (pause != null) {
            turnstile.rest(tried, pause);
            return;
        }
        turnstile.settled();
        String reason = retry.reason() + ", given up after " + tried.tries() + " tries";
        refuse(shot.part(), retry.code(), reason, false);
    }

    private void giveBack(Part part) {
        journal.giveBack(part.message().messageId(), part.number(), part.of());
    }

    private void refuse(Part part, String code, String reason, boolean permanent) {
        report(
                part,
                new Report.Refused(
                        part.message().messageId(),
                        part.number(),
                        part.of(),
                        channel,
                        code,
                        reason,
                        permanent,
                        clock.instant()));
    }

    private void report(Part part, Report report) {
        reports.tell(report, part.number(), part.of(), part.message().messageId());
    }
}
