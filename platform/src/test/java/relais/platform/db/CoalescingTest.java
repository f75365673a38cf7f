package relais.platform.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many who ask at once are answered by few askings, each as freshly as if asked alone. */
@Timeout(20)
class CoalescingTest {
    private final List<List<Integer>> groups = Collections.synchronizedList(new ArrayList<>());

    private List<Integer> doubled(List<Integer> questions) {
        groups.add(questions);
        return questions.stream().map(q -> 2 * q).toList();
    }

    @Test
    void whoIsAloneIsAskedForAlone() {
        var asks = new Coalescing<String, Integer, Integer>((key, some) -> doubled(some));
        assertThat(asks.ask("a", 1)).isEqualTo(2);
        assertThat(asks.ask("a", 2)).isEqualTo(4);
        assertThat(groups).containsExactly(List.of(1), List.of(2));
    }

    @Test
    void whoComesDuringAnAskingIsInTheNextWithAllWhoWait() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        var asks =
                new Coalescing<String, Integer, Integer>(
                        (key, some) -> {
                            begun.countDown();
                            awaitQuietly(goOn);
                            return doubled(some);
                        });
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> first = people.submit(() -> asks.ask("a", 0));
            begun.await();
            List<Future<Integer>> rest = new ArrayList<>();
            for (int i = 1; i <= 50; i++) {
                int question = i;
                rest.add(people.submit(() -> asks.ask("a", question)));
            }
            assertThat(people.submit(() -> asks.ask("b", 7)))
                    .as("another key waits for nobody but the latch")
                    .isNotNull();
            while (asks.waiting("a") < 50) {
                Thread.onSpinWait();
            }
            goOn.countDown();
            assertThat(first.get()).isZero();
            for (int i = 1; i <= 50; i++) {
                assertThat(rest.get(i - 1).get()).isEqualTo(2 * i);
            }
        }
        assertThat(groups.stream().filter(g -> g.size() > 1).toList()).hasSize(1);
        assertThat(groups.stream().mapToInt(List::size).sum()).isEqualTo(52);
    }

    @Test
    void thePatientWaitForAsManyAsCameTogetherBefore() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        var asks =
                new Coalescing<String, Integer, Integer>(
                        Duration.ofSeconds(10),
                        (key, some) -> {
                            awaitQuietly(goOn);
                            return doubled(some);
                        });
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> all = new ArrayList<>();
            all.add(people.submit(() -> asks.ask("a", 0)));
            for (int i = 1; i <= 5; i++) {
                int question = i;
                all.add(people.submit(() -> asks.ask("a", question)));
            }
            while (asks.waiting("a") < 5) {
                Thread.onSpinWait();
            }
            goOn.countDown();
            for (Future<Integer> one : all) {
                one.get();
            }
            Future<Integer> early = people.submit(() -> asks.ask("a", 6));
            for (int i = 7; i <= 10; i++) {
                assertThat(early.isDone()).as("the others have not come").isFalse();
                int question = i;
                all.add(people.submit(() -> asks.ask("a", question)));
            }
            assertThat(early.get()).isEqualTo(12);
        }
        assertThat(groups).extracting(List::size).containsExactly(1, 5, 5);
    }

    @Test
    void whoLeadsAndIsInterruptedAsksForTheOthersAllTheSame() throws Exception {
        AtomicInteger disturbed = new AtomicInteger();
        var asks =
                new Coalescing<String, Integer, Integer>(
                        (key, some) -> {
                            disturbed.addAndGet(Thread.currentThread().isInterrupted() ? 1 : 0);
                            return doubled(some);
                        });
        Thread.currentThread().interrupt();
        assertThat(asks.ask("a", 1)).isEqualTo(2);
        assertThat(Thread.interrupted()).as("kept for afterwards").isTrue();
        assertThat(disturbed).hasValue(0);
    }

    @Test
    void aFailureIsEveryonesWhoAskedAndNobodyElses() {
        AtomicInteger asked = new AtomicInteger();
        var asks =
                new Coalescing<String, Integer, Integer>(
                        (key, some) -> {
                            if (asked.incrementAndGet() == 1) {
                                throw new IllegalStateException("the line was cut");
                            }
                            return doubled(some);
                        });
        assertThatThrownBy(() -> asks.ask("a", 1)).hasMessage("the line was cut");
        assertThat(asks.ask("a", 1)).isEqualTo(2);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
