package relais.platform.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What both queues promise. A "process" is a queue with a database pool of its own. */
@Timeout(60)
abstract class QueueContract extends QueueProcesses {
    @Test
    void itemsOfOneKeyTakeEffectInOrderAndOnceThoughTwoProcessesShareTheWork() throws Exception {
        Queue other = anotherProcess();
        open.add(queue.consume(MO, 3, 50, this::effect));
        open.add(other.consume(MO, 3, 50, this::effect));
        int total = 3_000;
        long position = 0;
        for (int from = 0; from < total; from += 300) {
            List<Queue.Positioned> items = new ArrayList<>();
            for (int i = from; i < from + 300; i++) {
                items.add(
                        new Queue.Positioned(++position, item("n1:" + position, "k" + i % 40, i)));
            }
            queue.forward("n1", position, MO, items);
        }
        untilEffects(total);
        assertThat(number("SELECT count(DISTINCT item) FROM effect")).isEqualTo(total);
        assertThat(disorders()).isZero();
    }

    @Test
    void anItemExistsIfAndOnlyIfItsTransactionCommits() throws Exception {
        assertThatThrownBy(
                        () ->
                                database.useTransaction(
                                        tx -> {
                                            queue.enqueue(tx, MO, List.of(item("lost", "a", 1)));
                                            throw new IllegalStateException("no");
                                        }))
                .hasMessage("no");
        enqueue(item("kept", "a", 2));
        open.add(queue.consume(MO, 2, 10, this::effect));
        untilEffects(1);
        assertThat(text("SELECT item FROM effect")).isEqualTo("kept");
    }

    @Test
    void theSameIdTakesEffectOnceWhetherItWaitsOrIsDone() throws Exception {
        enqueue(item("one", "a", 1), item("one", "a", 1));
        open.add(queue.consume(MO, 1, 10, this::effect));
        untilEffects(1);
        enqueue(item("one", "a", 1));
        enqueue(item("two", "a", 2));
        untilEffects(2);
        assertThat(text("SELECT string_agg(item, ' ' ORDER BY n) FROM effect"))
                .isEqualTo("one two");
    }

    @Test
    void theSameIdTakesEffectOnceThoughAnotherProcessHandledItFirst() throws Exception {
        Queue other = anotherProcess();
        Subscription first = queue.consume(MO, 1, 10, this::effect);
        enqueue(item("one", "a", 1), item("two", "a", 2));
        untilEffects(2);
        first.close();
        open.add(other.consume(MO, 1, 10, this::effect));
        enqueue(item("two", "a", 2));
        enqueue(item("three", "a", 3));
        untilEffects(3);
        assertThat(text("SELECT string_agg(item, ' ' ORDER BY n) FROM effect"))
                .isEqualTo("one two three");
    }

    @Test
    void aLogThatRepeatsItselfAfterACrashChangesNothing() throws Exception {
        open.add(queue.consume(MO, 2, 10, this::effect));
        queue.forward("n1", 2, MO, List.of(at(1, "a"), at(2, "b")));
        untilEffects(2);
        Queue restarted = anotherProcess();
        restarted.forward("n1", 3, MO, List.of(at(1, "a"), at(2, "b"), at(3, "a")));
        restarted.forward("n2", 1, MO, List.of(new Queue.Positioned(1, item("n2:1", "a", 4))));
        untilEffects(4);
        assertThat(text("SELECT string_agg(item, ' ' ORDER BY item) FROM effect"))
                .isEqualTo("n1:1 n1:2 n1:3 n2:1");
        assertThat(restarted.forwarded("n1")).isEqualTo(3);
        assertThat(restarted.forwarded("n3")).isEqualTo(-1);
    }

    @Test
    void anItemThatFailsHoldsUpItsKeyAndNobodyElse() throws Exception {
        Set<String> poison = ConcurrentHashMap.newKeySet();
        poison.add("sick-1");
        List<Item> items = new ArrayList<>();
        items.add(item("sick-1", "sick", 1));
        items.add(item("sick-2", "sick", 2));
        for (int i = 0; i < 100; i++) {
            items.add(item("well-" + i, "well" + i % 7, i));
        }
        enqueue(items.toArray(Item[]::new));
        open.add(queue.consume(MO, 4, 64, throwingFor(poison)));
        untilEffects(100);
        assertThat(number("SELECT count(*) FROM effect WHERE key = 'sick'")).isZero();
        enqueue(item("sick-3", "sick", 3));
        poison.clear();
        clock.advance(RETRIES.first());
        untilEffects(103);
        assertThat(disorders()).isZero();
    }

    @Test
    void afterItsLastAttemptItLiesWithTheDeadAndItsKeyGoesOn() throws Exception {
        Set<String> poison = ConcurrentHashMap.newKeySet();
        poison.add("sick");
        open.add(queue.consume(MO, 2, 10, throwingFor(poison)));
        enqueue(item("sick", "a", 1), item("after", "a", 2));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (queue.deadLetters(0, 10).isEmpty() && System.nanoTime() < deadline) {
            clock.advance(Duration.ofSeconds(1));
            Thread.sleep(5);
        }
        untilEffects(1);
        DeadLetter dead = queue.deadLetters(0, 10).getFirst();
        assertThat(dead.itemId()).isEqualTo("sick");
        assertThat(dead.attempts()).isEqualTo(3);
        assertThat(dead.error()).contains("cannot handle sick");
        assertThat(dead.body()).isEqualTo("{\"n\":1}");
        assertThat(queue.state()).singleElement().satisfies(s -> assertThat(s.dead()).isOne());

        poison.clear();
        assertThat(queue.replay(dead.id())).isTrue();
        assertThat(queue.replay(dead.id())).isFalse();
        untilEffects(2);
        assertThat(text("SELECT string_agg(item, ' ' ORDER BY n) FROM effect"))
                .isEqualTo("after sick");
        assertThat(queue.deadLetters(0, 10)).isEmpty();
        assertThat(queue.drop(dead.id())).isFalse();
    }

    @Test
    void anExceptionAfterTheEffectsUndoesThem() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        open.add(
                queue.consume(
                        MO,
                        1,
                        10,
                        (tx, partition, batch) -> {
                            effect(tx, partition, batch);
                            if (calls.incrementAndGet() == 1) {
                                throw new IllegalStateException("after the effects");
                            }
                        }));
        enqueue(item("one", "a", 1), item("two", "a", 2), item("three", "a", 3));
        untilEffects(3);
        assertThat(number("SELECT count(DISTINCT item) FROM effect")).isEqualTo(3);
        assertThat(disorders()).isZero();
    }

    @Test
    void whatAKilledProcessHadInHandIsDoneByTheNextExactlyOnce() throws Exception {
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            items.add(item("i" + i, "k" + i % 9, i));
        }
        enqueue(items.toArray(Item[]::new));
        assertThat(DyingConsumer.run(this, address)).isEqualTo(DyingConsumer.CODE);
        assertThat(number("SELECT count(*) FROM effect")).isLessThan(400);
        open.add(queue.consume(MO, 4, 50, this::effect));
        untilEffects(400);
        assertThat(number("SELECT count(DISTINCT item) FROM effect")).isEqualTo(400);
        assertThat(disorders()).isZero();
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedWithItsSizeAndNothingOfTheBatchIsKept() {
        Item large = new Item("large", "a", new byte[Queue.BODY_LIMIT + 1]);
        assertThatThrownBy(() -> enqueue(item("small", "a", 1), large))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("65537 bytes; the queue takes at most 65536");
        assertThatThrownBy(
                        () -> queue.forward("n1", 1, MO, List.of(new Queue.Positioned(1, large))))
                .hasMessageContaining("at most 65536");
        assertThat(queue.state()).allSatisfy(s -> assertThat(s.depth()).isZero());
    }

    @Test
    void stateTellsHowManyWaitAndHowLong() {
        enqueue(item("one", "a", 1), item("two", "b", 2));
        clock.advance(Duration.ofMinutes(3));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (depth() < 2 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(depth()).isEqualTo(2);
    }

    @Test
    void largestBodiesAndOddTextPassUnharmed() throws Exception {
        byte[] body = new byte[Queue.BODY_LIMIT];
        new Random(7).nextBytes(body);
        List<Item> got = new ArrayList<>();
        enqueue(new Item("ünïcode \uD83D\uDE00 id", "clé\n", body), item("end", "clé\n", 1));
        open.add(
                queue.consume(
                        MO,
                        1,
                        10,
                        (tx, partition, batch) -> {
                            got.addAll(batch);
                            effect(tx, partition, batch);
                        }));
        untilEffects(2);
        assertThat(got.getFirst().id()).isEqualTo("ünïcode \uD83D\uDE00 id");
        assertThat(got.getFirst().key()).isEqualTo("clé\n");
        assertThat(got.getFirst().body()).isEqualTo(body);
    }
}
