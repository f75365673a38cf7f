package relais.spool;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the operator wants to know of a spool.
 *
 * @param entries stored, readable and not yet acknowledged
 * @param bytes of all segment files, acknowledged entries included until their file goes
 * @param oldestAppend when the oldest unacknowledged entry was appended; null when there is none or
 *     it cannot be read
 * @param firstPosition of the oldest unacknowledged entry; lastPosition + 1 when there is none
 * @param lastPosition of the newest stored entry, acknowledged or not; 0 before the first
 * @param damaged entries that were stored but cannot be read any more, found since opening
 * @param broken why appends are refused, null while they are not
 */
public record SpoolState(
        long entries,
        long bytes,
        @Nullable Instant oldestAppend,
        long firstPosition,
        long lastPosition,
        long damaged,
        @Nullable String broken) {}
