package relais.meter.collecting;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relais.agent.batch.Batch;
import relais.agent.batch.Batch.Lane;
import relais.agent.batch.Batch.Numbered;
import relais.agent.batch.Damaged;
import relais.agent.batch.Sheet;
import relais.agent.batch.SheetCodec;
import relais.agent.reading.Reading;
import relais.agent.reading.SeriesName;
import relais.agent.reading.Value;
import relais.meter.store.Kept;
import relais.meter.store.Stores;

/**
 * Keeps what agents push. A sheet that comes twice, or after later ones, changes nothing that is
 * already right: a sample is one by its series and time, and of descriptions the later one counts.
 * So nobody need remember which sheets came. Thread safe.
 */
public final class Collecting {
    private static final Logger LOG = LoggerFactory.getLogger(Collecting.class);

    /** Samples written at once; bounds what a batch takes of the memory. */
    private static final int AT_ONCE = 50_000;

    /** An agent that cannot describe a graph need not try with each sheet. */
    private static final Duration ASK_EVERY = Duration.ofMinutes(1);

    /** In which an agent says how many of its sheets wait. */
    private static final SeriesName WAITING = new SeriesName("agent/outbox", "waiting");

    private final Stores stores;
    private final Descriptions descriptions;
    private final Attendance attendance;
    private final InstantSource clock;

    public Collecting(
            Stores stores,
            relais.platform.db.Database database,
            relais.platform.live.LiveFeed live,
            Attendance attendance,
            InstantSource clock) {
        this.stores = stores;
        this.descriptions = new Descriptions(database, live);
        this.attendance = attendance;
        this.clock = clock;
    }

    /** A batch under way. */
    private final class Taking {
        private final Member member;
        private final Gathered gathered;
        private Instant newest = Instant.EPOCH;
        private double waiting;
        private boolean unknown;
        private String bound = "";
        private long left;

        private Taking(Member member) {
            this.member = member;
            this.gathered = new Gathered(member);
        }

        /** Empty when all is well so far. */
        private Optional<Taken> add(Numbered numbered) {
            Sheet sheet;
            try {
                sheet = SheetCodec.decode(numbered.sheet());
            } catch (Damaged damaged) {
                return refused("sheet " + numbered.sequence() + ": " + damaged.getMessage());
            }
            Instant now = clock.instant();
            // From a clock that is ahead it must not outlive what is told once the clock is right.
            Instant told = sheet.at().isAfter(now) ? now : sheet.at();
            Optional<String> refusal = descriptions.keep(member, sheet.graphs(), told);
            bound = refusal.orElse(bound);
            for (Reading reading : sheet.readings()) {
                gathered.add(reading);
                unknown |= !member.knows(reading.series().graph());
                if (reading.series().equals(WAITING) && !sheet.at().isBefore(newest)) {
                    waiting = reading.value() instanceof Value.Known(double number) ? number : 0;
                }
            }
            newest = sheet.at().isAfter(newest) ? sheet.at() : newest;
            return gathered.size() >= AT_ONCE ? write() : Optional.empty();
        }

        private Optional<Taken> write() {
            if (gathered.size() == 0) {
                return Optional.empty();
            }
            return switch (stores.write(gathered.take())) {
                case Kept.Stored(int samples, int tooOld, int tooFar) -> {
                    attendance.lost(member, tooOld, tooFar);
                    yield Optional.empty();
                }
                case Kept.Partly(Kept.Stored part, int samples, String reason) -> {
                    attendance.lost(member, part.tooOld(), part.tooFar());
                    bound = reason;
                    left += samples;
                    yield Optional.empty();
                }
                case Kept.Refused(String reason) -> refused(reason);
                case Kept.Later(String reason) -> Optional.of(new Taken.Away(reason));
                case Kept.Away(String reason) -> Optional.of(new Taken.Away(reason));
            };
        }

        private Optional<Taken> refused(String reason) {
            return Optional.of(new Taken.Refused(reason));
        }
    }

    /** Returns when all of it is durable, or says why it is not. */
    Taken take(Member member, Batch batch, Heard heard) {
        Taking taking = new Taking(member);
        Optional<Taken> end = Optional.empty();
        for (Numbered sheet : batch.sheets()) {
            end = taking.add(sheet);
            if (end.isPresent()) {
                break;
            }
        }
        Taken taken =
                end.or(taking::write)
                        .orElseGet(
                                () ->
                                        new Taken.Stored(
                                                batch.sheets().size(), asks(taking), taking.bound));
        switch (taken) {
            case Taken.Stored stored -> {
                attendance.heard(
                        member,
                        heard,
                        new Attendance.Progress(
                                batch.lane() == Lane.BACKLOG,
                                taking.newest,
                                (long) taking.waiting));
                if (!stored.refused().isEmpty()) {
                    LOG.warn("host {}: {}", member.name, stored.refused());
                    attendance.left(member, Math.max(1, taking.left), stored.refused());
                }
            }
            case Taken.Refused(String reason) -> {
                LOG.warn(
                        "host {}: {} sheets refused: {}",
                        member.name,
                        batch.sheets().size(),
                        reason);
                if (batch.sheets().size() == 1) {
                    // Larger ones come again, halved, until the one is found.
                    attendance.refused(member, heard, reason);
                }
            }
            case Taken.Away(String reason) ->
                    LOG.warn("host {}: nothing can be kept: {}", member.name, reason);
        }
        return taken;
    }

    private boolean asks(Taking taking) {
        return taking.unknown && taking.member.asks(clock.instant(), ASK_EVERY);
    }
}
