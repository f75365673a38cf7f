package relais.spool;

/**
 * Bounds of one spool.
 *
 * @param maxBytes bytes of all segment files together; an append beyond it is answered Full
 * @param segmentBytes size at which a new segment file begins (one larger group makes one larger
 *     file); lowered to a quarter of maxBytes, so that acknowledged space returns in steps
 * @param maxPayload bytes of one payload; a larger one is a mistake of the caller
 */
public record SpoolLimits(long maxBytes, int segmentBytes, int maxPayload) {

    /** A length above this in a file is damage; it keeps one record readable in one piece. */
    static final int LARGEST_PAYLOAD = 64 << 20;

    public SpoolLimits {
        if (maxPayload < 1 || maxPayload > LARGEST_PAYLOAD) {
            throw new IllegalArgumentException(
                    "maxPayload must be 1.." + LARGEST_PAYLOAD + ": " + maxPayload);
        }
        if (segmentBytes < 1) {
            throw new IllegalArgumentException("segmentBytes must be positive: " + segmentBytes);
        }
        if (maxBytes < 1) {
            throw new IllegalArgumentException("maxBytes must be positive: " + maxBytes);
        }
    }

    long rollAt() {
        return Math.min(segmentBytes, maxBytes / 4);
    }
}
