package relais.voice.trace;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One message's story.
 *
 * @param direction {@code in} or {@code out}
 * @param status of an outgoing message, as in its list; {@code handled} for an incoming one
 * @param inbox {@code none}, {@code open} or {@code done}
 */
public record Trace(
        long id,
        String direction,
        String text,
        Instant at,
        String channel,
        String status,
        long contactId,
        String person,
        String address,
        @Nullable Long pollId,
        @Nullable String pollName,
        String inbox,
        @Nullable Long inReplyTo,
        List<Step> steps,
        List<Part> parts,
        List<Reply> replies) {

    /**
     * Something that happened.
     *
     * @param what a stable code that the console has words for: {@code received}, a key of
     *     docs/formats/trace.md ({@code by}, {@code rule}, …), {@code sent}, {@code delivered}, …
     */
    public record Step(Instant at, String what, @Nullable String detail) {}

    /** One part of an outgoing message at the provider. */
    public record Part(
            int part,
            int parts,
            String status,
            @Nullable String providerId,
            @Nullable String code,
            @Nullable Instant sentAt,
            Instant at) {}

    /** What was sent in answer to this message. */
    public record Reply(long id, String direction, String text, Instant at, String status) {}
}
