package relais.gateway.outgoing;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import relais.gateway.message.Lane;

/** What waits to be sent: replies before bulk, tried ones before new ones. Not thread-safe. */
final class Lanes {
    private final Map<Lane, Deque<Shot>> waiting = new EnumMap<>(Lane.class);
    private final PriorityQueue<Resting> resting =
            new PriorityQueue<>(Comparator.comparing(Resting::until));

    private record Resting(Instant until, Shot shot) {}

    Lanes() {
        for (Lane lane : Lane.values()) {
            waiting.put(lane, new ArrayDeque<>());
        }
    }

    void add(Shot shot) {
        lane(shot.lane()).addLast(shot);
    }

    /** Back to where it came from, to be next again. */
    void putBack(Shot shot) {
        lane(shot.lane()).addFirst(shot);
    }

    /** Not before that instant. */
    void rest(Shot shot, Instant until) {
        resting.add(new Resting(until, shot));
    }

    /** Up to {@code most} that may go now. */
    List<Shot> take(int most, Instant now) {
        while (!resting.isEmpty() && !resting.peek().until().isAfter(now)) {
            putBack(resting.remove().shot());
        }
        List<Shot> taken = new ArrayList<>(Math.min(most, size()));
        for (Lane lane : Lane.values()) {
            Deque<Shot> queue = lane(lane);
            while (taken.size() < most && !queue.isEmpty()) {
                taken.add(queue.removeFirst());
            }
        }
        return taken;
    }

    int waiting(Lane lane) {
        return lane(lane).size();
    }

    /** Of all lanes. */
    int waiting() {
        return lane(Lane.REPLY).size() + lane(Lane.BULK).size();
    }

    /** Waiting and resting. */
    int size() {
        return waiting() + resting.size();
    }

    boolean nothingReady(Instant now) {
        return lane(Lane.REPLY).isEmpty()
                && lane(Lane.BULK).isEmpty()
                && (resting.isEmpty() || resting.peek().until().isAfter(now));
    }

    private Deque<Shot> lane(Lane lane) {
        Deque<Shot> queue = waiting.get(lane);
        if (queue == null) {
            throw new IllegalStateException("no lane " + lane);
        }
        return queue;
    }
}
