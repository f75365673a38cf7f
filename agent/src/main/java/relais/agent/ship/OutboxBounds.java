package relais.agent.ship;

import java.time.Duration;

/**
 * What may wait for the centre; beyond either bound the oldest go first, counted.
 *
 * @param maxBytes on disk
 * @param maxAge of a sheet: nobody asks for older ones
 */
public record OutboxBounds(long maxBytes, Duration maxAge) {

    /** 256 MiB hold about a month of 200 series at 10 s. */
    public static OutboxBounds usual() {
        return new OutboxBounds(256L << 20, Duration.ofDays(31));
    }
}
