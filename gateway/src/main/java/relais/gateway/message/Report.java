package relais.gateway.message;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of one part of an {@link Outgoing}: exactly one of {@link Submitted}, {@link Refused}
 * or {@link Uncertain} for each part, then any number of {@link Receipt}s for a submitted one.
 * Parts count from 1.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Report.Submitted.class, name = "submitted"),
    @JsonSubTypes.Type(value = Report.Refused.class, name = "refused"),
    @JsonSubTypes.Type(value = Report.Uncertain.class, name = "uncertain"),
    @JsonSubTypes.Type(value = Report.Receipt.class, name = "receipt"),
})
public sealed interface Report {
    String channel();

    Instant at();

    /** Reports of one key keep their order: channel and provider id, else the message's id. */
    String key();

    /** The provider took the part. */
    record Submitted(
            long messageId,
            int part,
            int parts,
            String channel,
            @Nullable String providerId,
            Instant at)
            implements Report {
        @Override
        public String key() {
            return providerId == null
                    ? Long.toString(messageId)
                    : Report.keyOf(channel, providerId);
        }
    }

    /**
     * The part was not sent and will not be.
     *
     * @param code the provider's code ("0x0000000b", "403") or the gateway's own word ("expired")
     * @param permanent false where the same text may well go through later or elsewhere
     */
    record Refused(
            long messageId,
            int part,
            int parts,
            String channel,
            String code,
            String reason,
            boolean permanent,
            Instant at)
            implements Report {
        @Override
        public String key() {
            return Long.toString(messageId);
        }
    }

    /**
     * The part may or may not have gone out: the line broke or the program died in between. The
     * gateway does not send it again by itself.
     */
    record Uncertain(long messageId, int part, int parts, String channel, String why, Instant at)
            implements Report {
        @Override
        public String key() {
            return Long.toString(messageId);
        }
    }

    /** A delivery report of a part submitted earlier under {@code providerId}. */
    record Receipt(String channel, String providerId, State state, String code, Instant at)
            implements Report {
        @Override
        public String key() {
            return Report.keyOf(channel, providerId);
        }
    }

    /**
     * Where the provider says the part is: the first four are final, the others may still change.
     */
    enum State {
        DELIVERED,
        FAILED,
        EXPIRED,
        REJECTED,
        BUFFERED,
        ACCEPTED,
        UNKNOWN
    }

    private static String keyOf(String channel, String providerId) {
        return channel + ":" + providerId;
    }
}
