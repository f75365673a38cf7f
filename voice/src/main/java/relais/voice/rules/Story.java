package relais.voice.rules;

/**
 * Whether an answer says more than the answer, so that a person should read it. The rule: what
 * remains when the words that gave the answer, courtesy and the question's own words are taken out
 * is {@link #ENOUGH} words or more, or {@link #ENOUGH_TO_ASK} with a question mark.
 *
 * @param words how many words remain
 * @param asks whether the text contains a question mark
 */
public record Story(boolean present, int words, boolean asks) {
    /** "oui mais seulement le dimanche" is three; a sentence of its own begins at four. */
    static final int ENOUGH = 4;

    static final int ENOUGH_TO_ASK = 2;

    static final Story NONE = new Story(false, 0, false);

    static Story of(int words, boolean asks) {
        return new Story(words >= (asks ? ENOUGH_TO_ASK : ENOUGH), words, asks);
    }
}
