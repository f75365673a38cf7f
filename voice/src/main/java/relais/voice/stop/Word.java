package relais.voice.stop;

/**
 * A word of the lists.
 *
 * @param letters folded
 * @param exact true when a neighbour by one letter is not taken for it
 */
record Word(char[] letters, Kind kind, String language, boolean exact) {
    /** What a word may do in a message. */
    enum Kind {
        STOP,
        JOIN,
        /** Politeness and small words that change nothing. */
        FILLER,
        /** Known only inside a phrase. */
        PHRASE,
        /** A short code or number, "STOP au 8500": changes nothing, yet leaves a doubt. */
        NUMBER
    }

    /** Shorter words have too many neighbours for a typo to be told from another word. */
    static final int TYPO_FROM = 4;

    /** A misspelt filler helps only beside a stop word, and short ones resemble content words. */
    private static final int FILLER_TYPO_FROM = 6;

    boolean is(char[] token, int length) {
        if (letters.length != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (letters[i] != token[i]) {
                return false;
            }
        }
        return true;
    }

    boolean wants() {
        return kind == Kind.STOP || kind == Kind.JOIN;
    }

    boolean mayBeMisspelt() {
        return wants()
                ? !exact && letters.length >= TYPO_FROM
                : kind == Kind.FILLER && letters.length >= FILLER_TYPO_FROM;
    }

    /** Whether one letter added, left out, replaced, or two exchanged make the token this word. */
    boolean isNear(char[] token, int length) {
        int size = letters.length;
        int shorter = Math.min(size, length);
        if (Math.max(size, length) - shorter > 1) {
            return false;
        }
        int front = 0;
        while (front < shorter && letters[front] == token[front]) {
            front++;
        }
        int back = 0;
        while (back < shorter - front && letters[size - 1 - back] == token[length - 1 - back]) {
            back++;
        }
        int middle = Math.max(size, length) - front - back;
        if (middle <= 1) {
            return true;
        }
        return middle == 2
                && size == length
                && letters[front] == token[front + 1]
                && letters[front + 1] == token[front];
    }

    @Override
    public String toString() {
        return new String(letters);
    }
}
