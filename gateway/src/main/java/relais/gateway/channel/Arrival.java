package relais.gateway.channel;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import relais.gateway.message.Report;

/** What a line received. */
public sealed interface Arrival {
    /** A whole message. */
    record Message(
            String channel,
            @Nullable String providerId,
            String from,
            String to,
            String text,
            Instant at)
            implements Arrival {}

    /**
     * One part of a longer message, still coded: characters may be cut across parts.
     *
     * @param reference what the parts of one message share
     * @param number from 1 to {@code of}
     */
    record Fragment(
            String channel,
            String from,
            String to,
            int reference,
            int number,
            int of,
            int dataCoding,
            byte[] body,
            Instant at)
            implements Arrival {}

    /** A delivery report. */
    record Receipt(Report.Receipt report) implements Arrival {}
}
