package relais.gateway.intake;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import relais.gateway.intake.Record.Fragment;
import relais.gateway.intake.Record.Group;
import relais.gateway.message.Incoming;
import relais.gateway.text.TextDecoder;

/**
 * Joins parts to messages, as a fold over the spool: the same records give the same messages at the
 * same positions, however often they are read. Computes only; its memory is bounded in parts and in
 * groups of one sender, and so nothing a handset sends can fill it.
 */
final class Joining {
    /** Networks deliver all parts within minutes or never. */
    static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Stands in an incomplete message for what is missing. */
    static final String GAP = "[…]";

    /** Parts kept at a time: some 15 MB. */
    private static final int MOST_PARTS = 50_000;

    /** A person writes one long message at a time; a faulty or hostile handset starts thousands. */
    private static final int MOST_OF_ONE_SENDER = 8;

    private final Map<Key, Parts> open = new LinkedHashMap<>();
    private final Map<String, Integer> perSender = new HashMap<>();
    private int kept;

    /** A message that is done with, complete or not, and where its parts lie. */
    record Joined(Group group, Incoming message, long firstPart, long lastPart) {}

    /** Without the channel: a provider with two lines to us may bring parts over both. */
    private record Key(String from, String to, int reference, int of) {
        static Key of(Group group) {
            return new Key(group.from(), group.to(), group.reference(), group.of());
        }
    }

    private static final class Parts {
        final Group group;
        final Fragment[] fragments;
        final long first;
        final long sinceMillis;
        long last;
        int count;
        boolean closing;

        Parts(Group group, long first, long sinceMillis) {
            this.group = group;
            this.fragments = new Fragment[group.of()];
            this.first = first;
            this.sinceMillis = sinceMillis;
        }
    }

    /** Takes the part read at {@code position}; what it completes or pushes out, if anything. */
    @Nullable Joined add(long position, Fragment fragment) {
        Group group = fragment.group();
        Key key = Key.of(group);
        Parts parts = open.get(key);
        Joined pushedOut = null;
        if (parts != null && contradicts(parts.fragments[fragment.number() - 1], fragment)) {
            // The handset has begun its next message under the same reference.
            pushedOut = close(parts);
            parts = null;
        }
        if (parts == null) {
            pushedOut = pushedOut == null ? makeRoom(group.from()) : pushedOut;
            parts = new Parts(group, position, fragment.identity().atMillis());
            open.put(key, parts);
            perSender.merge(group.from(), 1, Integer::sum);
        }
        if (parts.fragments[fragment.number() - 1] == null) {
            parts.fragments[fragment.number() - 1] = fragment;
            parts.count++;
            parts.last = position;
            kept++;
        }
        return parts.count == group.of() ? close(parts) : pushedOut;
    }

    private static boolean contradicts(@Nullable Fragment before, Fragment now) {
        return before != null && !Arrays.equals(before.body(), now.body());
    }

    /** Takes a mark that a group is done with; its message where it is due only now. */
    @Nullable Joined closed(Record.Closed mark) {
        Parts parts = open.get(Key.of(mark.group()));
        if (parts == null || parts.first > mark.lastPart()) {
            return null;
        }
        Joined joined = close(parts);
        return mark.due() ? joined : null;
    }

    /**
     * The oldest group if it waits since before {@code since}, to be marked as closed; each once.
     */
    Record.@Nullable Closed overdue(Instant since) {
        for (Parts parts : open.values()) {
            if (parts.sinceMillis > since.toEpochMilli()) {
                return null;
            }
            if (!parts.closing) {
                parts.closing = true;
                return new Record.Closed(parts.group, parts.last, true);
            }
        }
        return null;
    }

    /** The first position still needed by an open group; {@link Long#MAX_VALUE} without any. */
    long firstNeeded() {
        return open.isEmpty() ? Long.MAX_VALUE : open.values().iterator().next().first;
    }

    int openGroups() {
        return open.size();
    }

    private @Nullable Joined makeRoom(String sender) {
        boolean senderFull = perSender.getOrDefault(sender, 0) >= MOST_OF_ONE_SENDER;
        if (!senderFull && kept < MOST_PARTS) {
            return null;
        }
        for (Parts parts : open.values()) {
            if (!senderFull || parts.group.from().equals(sender)) {
                return close(parts);
            }
        }
        return null;
    }

    private Joined close(Parts parts) {
        Group group = parts.group;
        open.remove(Key.of(group));
        kept -= parts.count;
        perSender.computeIfPresent(group.from(), (from, count) -> count == 1 ? null : count - 1);
        long atMillis = 0;
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < parts.fragments.length) {
            Fragment next = parts.fragments[at];
            if (next == null) {
                if (!text.toString().endsWith(GAP)) {
                    text.append(GAP);
                }
                at++;
                continue;
            }
            // Characters may be cut between parts of one coding: join octets first, then decode.
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            int coding = next.dataCoding();
            while (next != null && next.dataCoding() == coding) {
                octets.writeBytes(next.body());
                atMillis = Math.max(atMillis, next.identity().atMillis());
                at++;
                next = at < parts.fragments.length ? parts.fragments[at] : null;
            }
            text.append(TextDecoder.decode(coding, octets.toByteArray()));
        }
        Incoming message =
                new Incoming(
                        group.channel(),
                        null,
                        group.from(),
                        group.to(),
                        text.toString(),
                        Instant.ofEpochMilli(atMillis),
                        parts.count);
        return new Joined(group, message, parts.first, parts.last);
    }
}
