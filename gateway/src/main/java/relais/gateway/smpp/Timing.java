package relais.gateway.smpp;

import java.time.Duration;

/**
 * How patient a line is.
 *
 * @param connect for TCP and TLS, then again for the bind's answer
 * @param response for the answer to a submission
 * @param firstRetry before the second attempt to connect; then twice as long each time
 * @param longestRetry never waits longer
 * @param afterRefusal the least wait when the provider refuses the bind: repeating a wrong password
 *     quickly gets an account locked
 */
public record Timing(
        Duration connect,
        Duration response,
        Duration firstRetry,
        Duration longestRetry,
        Duration afterRefusal) {
    public static final Timing USUAL =
            new Timing(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(30));
}
