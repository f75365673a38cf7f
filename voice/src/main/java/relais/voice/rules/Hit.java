package relais.voice.rules;

/**
 * A category recognised at a place in a text.
 *
 * @param category its place in the definition, or {@link #UNSURE}
 * @param start first word, 0-based
 * @param end one past the last word
 * @param strength how well it matched, before the place in the text is weighed
 * @param negatable whether "not" before it takes it back
 * @param why for {@link Categorised#decidedBy()}
 */
record Hit(int category, int start, int end, double strength, boolean negatable, String why) {
    /** The category of "I don't know" where the poll has none for it. */
    static final int UNSURE = -1;

    boolean within(Hit other) {
        return other.start <= start && end <= other.end && other.end - other.start > end - start;
    }
}
