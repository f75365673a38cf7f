package relais.gateway.channel;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import relais.gateway.message.Report;

/** What a line received. */
public sealed interface Arrival {
    /**
     * A whole message.
     *
     * @param providerId what names it for good, where the provider does; repeats are known by it
     * @param upSince when the line it came by was bound: providers repeat on a new line what they
     *     believe was not taken on the last
     */
    record Message(
            String channel,
            @Nullable String providerId,
            String from,
            String to,
            String text,
            Instant at,
            Instant upSince)
            implements Arrival {
        /** From a provider without lines. */
        public Message(
                String channel,
                @Nullable String providerId,
                String from,
                String to,
                String text,
                Instant at) {
            this(channel, providerId, from, to, text, at, Instant.EPOCH);
        }
    }

    /**
     * One part of a longer message, still coded: characters may be cut across parts.
     *
     * @param reference what the parts of one message share
     * @param number from 1 to {@code of}
     * @param upSince as of a {@link Message}
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
            Instant at,
            Instant upSince)
            implements Arrival {}

    /** A delivery report. */
    record Receipt(Report.Receipt report) implements Arrival {}
}
