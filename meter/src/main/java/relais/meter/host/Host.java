package relais.meter.host;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A machine that is watched.
 *
 * @param name the label {@code host} of its series; never changes
 * @param title what people call it
 * @param revokedAt since when its agent's key is refused; null while it is taken
 * @param seenAt its last push, on our clock; null before the first
 * @param groups by name
 */
public record Host(
        long id,
        String name,
        String title,
        Instant pairedAt,
        @Nullable Instant revokedAt,
        @Nullable Instant seenAt,
        Reported agent,
        List<Group> groups) {
    public Host {
        groups = List.copyOf(groups);
    }

    /** A group that it is in. */
    public record Group(long id, String name) {}

    /**
     * How its agent is.
     *
     * @param clockOffsetMs how far its clock is ahead of ours
     * @param backlogSheets what it still keeps; a few are usual
     * @param backlogSince up to when its backlog has arrived; null while it keeps up
     * @param tooOld readings that came after their time was over
     * @param tooFar readings from the future, which is trouble of its clock
     * @param refused sheets refused for good
     * @param refusedWhy the last of them; null when there was none
     */
    public record Reported(
            String version,
            long clockOffsetMs,
            long backlogSheets,
            @Nullable Instant backlogSince,
            long tooOld,
            long tooFar,
            long refused,
            @Nullable String refusedWhy,
            String address) {}
}
