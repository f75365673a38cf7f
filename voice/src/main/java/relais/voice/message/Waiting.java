package relais.voice.message;

/**
 * How many things wait for a person, as a badge shows it.
 *
 * @param more there may be more: counting stops where a number stops mattering
 */
public record Waiting(long count, boolean more) {
    /** Beyond it a person reads "many". */
    public static final int MOST = 999;

    /** {@code counted} of at most one more than {@link #MOST} looked for. */
    public static Waiting of(long counted) {
        return new Waiting(Math.min(counted, MOST), counted > MOST);
    }
}
