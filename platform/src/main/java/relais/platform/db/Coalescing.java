package relais.platform.db;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One asking for all who ask at once: who comes while an asking is on its way waits, and the next
 * one asks for all who wait. Every answer is of an asking that began after its question came, so it
 * is as fresh as one's own would be; who is alone waits for nobody. Thread safe.
 *
 * @param <K> what is asked about: questions of different keys never wait for one another
 */
public final class Coalescing<K, Q, A> {
    /** Bounds the time that the first of a group waits for the work of the last. */
    private static final int MOST = 128;

    private final Asking<K, Q, A> asking;
    private final Duration patience;
    private final Map<K, Queue<Pending<Q, A>>> busy = new HashMap<>();

    /** How many the last asking was for. */
    private int last = 1;

    /** Answers every question, in their order; what it throws is thrown at everyone who asked. */
    @FunctionalInterface
    public interface Asking<K, Q, A> {
        List<A> ask(K key, List<Q> questions);
    }

    public Coalescing(Asking<K, Q, A> asking) {
        this(Duration.ZERO, asking);
    }

    /**
     * @param patience how long an asking waits for as many questions as the last one had, where one
     *     for many costs little more than one for a few: who was answered just now soon asks again
     */
    public Coalescing(Duration patience, Asking<K, Q, A> asking) {
        this.patience = patience;
        this.asking = asking;
    }

    private static final class Pending<Q, A> {
        final Q question;
        final CountDownLatch turn = new CountDownLatch(1);
        @Nullable A answer;
        @Nullable Throwable failure;

        /** Whether it asks for those who wait, instead of being asked for. */
        volatile boolean leads;

        Pending(Q question) {
            this.question = question;
        }
    }

    /** The answer to {@code question}. */
    public A ask(K key, Q question) {
        Pending<Q, A> mine = new Pending<>(question);
        if (!isFirst(key, mine)) {
            await(mine.turn);
        }
        if (mine.leads) {
            leadTurn(key, mine);
        }
        return answer(mine);
    }

    /** How many wait for the next asking. */
    synchronized int waiting(K key) {
        Queue<Pending<Q, A>> waiting = busy.get(key);
        return waiting == null ? 0 : waiting.size();
    }

    private synchronized boolean isFirst(K key, Pending<Q, A> mine) {
        Queue<Pending<Q, A>> waiting = busy.get(key);
        if (waiting == null) {
            busy.put(key, new ArrayDeque<>());
            mine.leads = true;
            return true;
        }
        waiting.add(mine);
        notifyAll();
        return false;
    }

    /** Whoever interrupts the one who leads does not mean the others: it is kept for afterwards. */
    private void leadTurn(K key, Pending<Q, A> mine) {
        boolean interrupted = Thread.interrupted();
        try {
            awaitOthers(key);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        try {
            lead(key, gather(key, mine));
        } finally {
            handOver(key);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized void awaitOthers(K key) throws InterruptedException {
        Queue<Pending<Q, A>> waiting = requireNonNull(busy.get(key));
        long until = System.nanoTime() + patience.toNanos();
        for (long left = patience.toNanos();
                left > 0 && waiting.size() + 1 < last;
                left = until - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    /** Those whom {@code mine} asks for, itself the first. */
    private synchronized List<Pending<Q, A>> gather(K key, Pending<Q, A> mine) {
        Queue<Pending<Q, A>> waiting = requireNonNull(busy.get(key));
        // made at its size: without memory nobody is taken out of the queue and then forgotten
        List<Pending<Q, A>> group = new ArrayList<>(Math.min(MOST, waiting.size() + 1));
        group.add(mine);
        while (group.size() < MOST && !waiting.isEmpty()) {
            group.add(waiting.remove());
        }
        last = group.size();
        return group;
    }

    /** An answer that somebody waits for is not given up half way. */
    private static void await(CountDownLatch turn) {
        boolean interrupted = false;
        while (true) {
            try {
                turn.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void lead(K key, List<Pending<Q, A>> group) {
        try {
            List<A> answers = asking.ask(key, group.stream().map(p -> p.question).toList());
            if (answers.size() != group.size()) {
                throw new IllegalStateException(
                        group.size() + " questions, " + answers.size() + " answers");
            }
            for (int i = 0; i < group.size(); i++) {
                group.get(i).answer = answers.get(i);
            }
        } catch (Throwable failure) {
            // boundary: each who asked throws it
            group.forEach(pending -> pending.failure = failure);
        }
        group.forEach(pending -> pending.turn.countDown());
    }

    /** The first of those who wait asks for them. */
    private synchronized void handOver(K key) {
        Queue<Pending<Q, A>> waiting = busy.get(key);
        if (waiting == null || waiting.isEmpty()) {
            busy.remove(key);
            return;
        }
        Pending<Q, A> next = waiting.remove();
        next.leads = true;
        next.turn.countDown();
    }

    private A answer(Pending<Q, A> mine) {
        switch (mine.failure) {
            case null -> {}
            case Error error -> throw error;
            case RuntimeException failure -> throw failure;
            case Throwable other -> throw new IllegalStateException(other);
        }
        A answer = mine.answer;
        if (answer == null) {
            throw new IllegalStateException("no answer");
        }
        return answer;
    }
}
