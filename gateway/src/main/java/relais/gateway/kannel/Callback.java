package relais.gateway.kannel;

import java.net.URI;
import java.time.Duration;

/**
 * A call to a program's dlr-url that is due.
 *
 * @param attempts made before this one
 */
record Callback(long id, URI url, int attempts) {
    /** Then the program is taken to be gone: most of a day of trying. */
    static final int MOST_ATTEMPTS = 30;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    /** Doubles from a second to an hour. */
    Duration pause() {
        Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts, 12));
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    /** The program called, as far as fairness goes. */
    String host() {
        return host(url);
    }

    static String host(URI url) {
        return url.getHost() + ":" + url.getPort();
    }

    /** The address may hold the program's password. */
    @Override
    public String toString() {
        return "callback " + id + " to " + host();
    }
}
