package relais.gateway.simulator;

import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import relais.gateway.smpp.Unanswered.Reply;

/**
 * What waits to be delivered. Like a real SMSC it keeps each short message until it is
 * acknowledged: after a refusal it tries again later, after a broken line at once on the next.
 */
final class Store {
    /** How long a refused message rests. */
    private static final long REST_MILLIS = 200;

    private static final long RECONSIDER_MILLIS = 20;

    /** A receiver that says nothing for this long has not got it. */
    private static final long ANSWER_NANOS = Duration.ofSeconds(30).toNanos();

    private final Deque<Sms> waiting = new ConcurrentLinkedDeque<>();
    private final List<ServerLine> receivers = new CopyOnWriteArrayList<>();
    private final Semaphore window;
    private final double duplication;
    private final Dice dice;
    private final ScheduledExecutorService timer;
    private final Consumer<MobileOriginated> acknowledged;
    private final AtomicLong acknowledgedCount = new AtomicLong();
    private final AtomicLong refusals = new AtomicLong();
    private final AtomicLong repeats = new AtomicLong();
    private final AtomicInteger turn = new AtomicInteger();

    Store(
            Behaviour behaviour,
            Dice dice,
            ScheduledExecutorService timer,
            Consumer<MobileOriginated> acknowledged) {
        this.window = new Semaphore(behaviour.window());
        this.duplication = behaviour.duplication();
        this.dice = dice;
        this.timer = timer;
        this.acknowledged = acknowledged;
    }

    void add(Sms message) {
        waiting.add(message);
        send();
    }

    void receiver(ServerLine line) {
        receivers.add(line);
        send();
    }

    void gone(ServerLine line) {
        receivers.remove(line);
    }

    long acknowledgedCount() {
        return acknowledgedCount.get();
    }

    long refusals() {
        return refusals.get();
    }

    /** Deliveries beyond the first of the same message. */
    long repeats() {
        return repeats.get();
    }

    int size() {
        return waiting.size();
    }

    /** Sends while there is something to send, room in the window and somebody to send it to. */
    private void send() {
        while (!waiting.isEmpty() && window.tryAcquire()) {
            ServerLine line = next();
            Sms message = line == null ? null : waiting.poll();
            if (line == null || message == null) {
                window.release();
                if (line == null) {
                    return;
                }
                continue;
            }
            line.deliver(
                    message, System.nanoTime() + ANSWER_NANOS, reply -> answered(message, reply));
        }
    }

    private @Nullable ServerLine next() {
        int count = receivers.size();
        for (int i = 0; i < count; i++) {
            int index = Math.floorMod(turn.getAndIncrement(), count);
            ServerLine line = index < receivers.size() ? receivers.get(index) : null;
            if (line != null && line.getSessionState().isReceivable()) {
                return line;
            }
        }
        return null;
    }

    private void answered(Sms message, Reply reply) {
        window.release();
        switch (reply) {
            case Reply.Answered ok -> acknowledged(message);
            case Reply.Negative no -> {
                refusals.incrementAndGet();
                timer.schedule(() -> add(message), REST_MILLIS, TimeUnit.MILLISECONDS);
            }
            case Reply.Overdue late -> repeat(message);
            case Reply.Broken broken -> repeat(message);
        }
        send();
    }

    private void repeat(Sms message) {
        repeats.incrementAndGet();
        Runnable again =
                () -> {
                    waiting.addFirst(message);
                    send();
                };
        // Not at once: the line may not know yet that it is broken.
        timer.schedule(again, RECONSIDER_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void acknowledged(Sms message) {
        if (message.whole() == null) {
            return;
        }
        if (message.whole().acknowledgedPart()) {
            acknowledgedCount.incrementAndGet();
            acknowledged.accept(message.whole().message);
        }
        if (dice.chance(duplication)) {
            repeats.incrementAndGet();
            Sms again =
                    new Sms(
                            null,
                            message.from(),
                            message.to(),
                            message.esmClass(),
                            message.dataCoding(),
                            message.body());
            timer.schedule(() -> add(again), 1, TimeUnit.MILLISECONDS);
        }
    }
}
