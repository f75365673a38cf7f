package relais.agent.ship;

import java.util.Map;
import java.util.TreeMap;

/**
 * Which positions still have to be acknowledged: everything beyond one place is the live lane's, a
 * few ranges before it are the backlog's. Pure bookkeeping; guarded by the Outbox.
 */
final class Progress {

    /** More unsent sheets than this are a backlog: the live lane leaves all but the newest. */
    static final long LIVE_SHEETS = 8;

    /** Ranges kept apart: each costs memory, and merging two only sends some sheets again. */
    static final int MOST_RANGES = 1_000;

    private final TreeMap<Long, Long> backlog = new TreeMap<>();
    private long live;

    Progress(long acknowledged) {
        live = acknowledged;
    }

    /** Up to here the live lane is done or has left it to the backlog. */
    long live() {
        return live;
    }

    /** Leaves what has piled up to the other lane. */
    void jump(long last) {
        if (last - live > LIVE_SHEETS) {
            Map.Entry<Long, Long> newest = backlog.lastEntry();
            if (newest != null && (newest.getValue() == live || backlog.size() >= MOST_RANGES)) {
                backlog.put(newest.getKey(), last - 1);
            } else {
                backlog.put(live + 1, last - 1);
            }
            live = last - 1;
        }
    }

    void liveDone(long upTo) {
        live = Math.max(live, upTo);
    }

    /** The oldest range, or null. */
    Map.@org.jspecify.annotations.Nullable Entry<Long, Long> oldest() {
        return backlog.firstEntry();
    }

    /** Nothing up to there is the backlog's any more. */
    void backlogDone(long upTo) {
        for (Map.Entry<Long, Long> range = backlog.firstEntry();
                range != null && range.getKey() <= upTo;
                range = backlog.firstEntry()) {
            backlog.pollFirstEntry();
            if (range.getValue() > upTo) {
                backlog.put(upTo + 1, range.getValue());
                return;
            }
        }
    }

    /** Nothing up to there is anybody's any more. */
    void forget(long upTo) {
        backlogDone(upTo);
        liveDone(upTo);
    }

    /** Up to here everything is acknowledged. */
    long settled() {
        return backlog.isEmpty() ? live : backlog.firstKey() - 1;
    }

    /** Positions that wait, gaps counted. */
    long waiting(long last) {
        long waiting = last - live;
        for (Map.Entry<Long, Long> range : backlog.entrySet()) {
            waiting += range.getValue() - range.getKey() + 1;
        }
        return Math.max(0, waiting);
    }
}
