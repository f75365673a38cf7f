package relais.voice.review;

import static org.assertj.core.api.Assertions.assertThat;
import static relais.voice.poll.Village.officer;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import relais.gateway.message.Incoming;
import relais.gateway.message.Topics;
import relais.platform.json.Json;
import relais.platform.queue.Item;
import relais.platform.queue.PostgresQueue;
import relais.platform.queue.Subscription;
import relais.platform.queue.TopicState;
import relais.voice.attribution.Attribution;
import relais.voice.attribution.AttributionLimits;
import relais.voice.inbound.FirstEar;
import relais.voice.inbound.Inbound;
import relais.voice.outgoing.Outbox;
import relais.voice.poll.Poll;
import relais.voice.poll.Village;
import relais.voice.rules.SamplePolls;
import relais.voice.stop.StopWords;

/**
 * Clerks re-sort answers by hand while the same people go on writing, all at the same moment: no
 * reply is lost, each person counts once in a poll, and the counters equal a count from scratch.
 */
final class HandsAndRepliesStory {
    private static final int PEOPLE = 8;
    private static final int REPLIES = 1_200;
    private static final int CLERKS = 3;
    private static final String[] TEXTS = {
        "oui", "non", "euh", "nous sommes 5", "12", "oui merci", "Non !"
    };

    private final long seed = System.nanoTime();
    private final Village village = new Village();
    private final InstantSource clock = InstantSource.system();
    private final PostgresQueue queue =
            new PostgresQueue(village.database, clock, new Random(seed));
    private final AnswerChanges changes =
            new AnswerChanges(village.database, village.audit, village.live, village.clock);
    private final ExecutorService clerks = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicBoolean arriving = new AtomicBoolean(true);

    @AfterEach
    void close() {
        arriving.set(false);
        clerks.close();
        queue.close();
        village.close();
    }

    @Test
    @Timeout(120)
    void whatClerksDoAndWhatPeopleWriteNeverDisagree() throws Exception {
        System.out.println("HandsAndRepliesStory seed " + seed);
        village.people(PEOPLE);
        Poll water = village.started(SamplePolls.water());
        Poll household = village.started(SamplePolls.household());
        village.execute("update voice_recipient set state = 1, asked_at = now()");
        Subscription worker = queue.consume(Topics.MO, 2, 20, inbound());
        List<Future<Integer>> hands = new ArrayList<>();
        for (int clerk = 0; clerk < CLERKS; clerk++) {
            Random random = new Random(seed + clerk);
            hands.add(clerks.submit(clerk(random, water, household)));
        }
        write(new Random(seed));
        until("all is read", () -> depth() == 0);
        arriving.set(false);
        int changed = 0;
        for (Future<Integer> hand : hands) {
            changed += hand.get();
        }
        worker.close();
        System.out.println("HandsAndRepliesStory: " + changed + " changes by hand");

        assertThat(changed).isGreaterThan(CLERKS);
        assertThat(queue.deadLetters(0, 10)).isEmpty();
        assertThat(village.number("select count(*) from voice_message where direction = 0"))
                .isEqualTo(REPLIES);
        for (Poll poll : List.of(water, household)) {
            List<List<String>> both = village.counters(poll.id());
            assertThat(both.getFirst()).as("tally of %s", poll.id()).isEqualTo(both.getLast());
        }
        assertThat(village.number(MISCOUNTED)).as("not the answer that should count").isZero();
    }

    /** Of answers neither undone nor late: the last that says something, else the last. */
    private static final String MISCOUNTED =
            """
            select count(*) from voice_answer a
            where a.counted <> (a.id is not distinct from (
                select b.id from voice_answer b
                where b.poll_id = a.poll_id and b.contact_id = a.contact_id
                    and b.undone_at is null and not b.late
                order by (b.category is not null or b.number is not null) desc,
                    b.received_at desc, b.id desc limit 1))
            """;

    private Inbound inbound() {
        return new Inbound(
                new Outbox(queue, clock),
                village.live,
                StopWords.all(),
                new Attribution(AttributionLimits.standard()),
                from -> from,
                FirstEar.NOBODY,
                clock);
    }

    private void write(Random random) throws Exception {
        Instant now = clock.instant();
        for (int i = 0; i < REPLIES; i++) {
            String from = "+2576" + (1_000_001 + random.nextInt(PEOPLE));
            String text = TEXTS[random.nextInt(TEXTS.length)];
            Instant at = now.plusMillis(i);
            Incoming message = new Incoming("sim", null, from, "8500", text, at, 1);
            Item item = new Item("g1:" + i, from, Json.bytes(message));
            village.database.useTransaction(tx -> queue.enqueue(tx, Topics.MO, List.of(item)));
        }
    }

    /** Changes answers of anybody, the newest above all, until nothing arrives any more. */
    private Callable<Integer> clerk(Random random, Poll water, Poll household) {
        return () -> {
            int done = 0;
            while (arriving.get()) {
                long newest = village.number("select coalesce(max(id), 0) from voice_answer");
                long any = Math.max(1, newest - random.nextInt(1 + PEOPLE * 2));
                AnswerChange change =
                        switch (random.nextInt(4)) {
                            case 0 -> changes.undo(officer(), any);
                            case 1 -> changes.restore(officer(), any);
                            case 2 -> changes.categorise(officer(), any, "yes");
                            default ->
                                    changes.move(
                                            officer(),
                                            any,
                                            random.nextBoolean() ? water.id() : household.id());
                        };
                done += change instanceof AnswerChange.Done ? 1 : 0;
            }
            return done;
        };
    }

    private long depth() {
        return queue.state().stream()
                .filter(state -> state.topic().equals(Topics.MO.name()))
                .mapToLong(TopicState::depth)
                .sum();
    }

    private static void until(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("never so: " + what).isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
