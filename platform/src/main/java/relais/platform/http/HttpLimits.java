package relais.platform.http;

import java.time.Duration;

/**
 * What one client may cost.
 *
 * @param jsonBytes largest JSON body: a poll with all its texts and rules is under 100 kB
 * @param uploadBytes largest raw body of a route that streams one
 * @param headerBytes all headers and the request line together
 * @param idle a connection on which nothing moves for so long is cut
 * @param bodyTime a JSON body must have arrived within it; uploads get this much, then {@link
 *     #SLOWEST_UPLOAD}
 * @param connections open connections at once; more wait in the system's accept queue
 * @param inFlight requests worked on at once; more are told 503 and to come back
 */
public record HttpLimits(
        int jsonBytes,
        long uploadBytes,
        int headerBytes,
        Duration idle,
        Duration bodyTime,
        int connections,
        int inFlight) {
    /** Bytes per second below which an upload is cut: a third of a GPRS link's worst. */
    public static final int SLOWEST_UPLOAD = 500;

    public static HttpLimits usual() {
        return new HttpLimits(
                1024 * 1024,
                512L * 1024 * 1024,
                16 * 1024,
                Duration.ofSeconds(45), // three heartbeats of a live stream
                Duration.ofSeconds(30),
                4_000,
                256);
    }
}
