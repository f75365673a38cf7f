package relais.gateway.channel;

import java.time.Instant;

/**
 * How a line is.
 *
 * @param since when it became so
 * @param detail for a person: what it is bound to, or what is wrong and when it tries again
 */
public record Line(State state, Instant since, String detail) {
    public enum State {
        UP,
        CONNECTING,
        DOWN,
        /** An operator stopped sending; only the facade says so. */
        PAUSED
    }
}
