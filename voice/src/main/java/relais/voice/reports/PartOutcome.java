package relais.voice.reports;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import relais.gateway.message.Report;
import relais.voice.message.Status;

/** What a report says of one part whose message is known. */
record PartOutcome(
        long messageId,
        int part,
        int parts,
        String channel,
        @Nullable String providerId,
        Status status,
        @Nullable String code,
        Instant at) {

    static PartOutcome of(Report.Submitted r) {
        return new PartOutcome(
                r.messageId(),
                r.part(),
                r.parts(),
                r.channel(),
                r.providerId(),
                Status.SENT,
                null,
                r.at());
    }

    static PartOutcome of(Report.Refused r) {
        return new PartOutcome(
                r.messageId(),
                r.part(),
                r.parts(),
                r.channel(),
                null,
                Status.FAILED,
                r.code() + " " + r.reason(),
                r.at());
    }

    static PartOutcome of(Report.Uncertain r) {
        return new PartOutcome(
                r.messageId(),
                r.part(),
                r.parts(),
                r.channel(),
                null,
                Status.UNCERTAIN,
                r.why(),
                r.at());
    }

    /** The status a delivery receipt brings, or null where it says nothing final. */
    static @Nullable Status statusOf(Report.State state) {
        return switch (state) {
            case DELIVERED -> Status.DELIVERED;
            case FAILED, EXPIRED, REJECTED -> Status.FAILED;
            case BUFFERED, ACCEPTED, UNKNOWN -> null;
        };
    }
}
