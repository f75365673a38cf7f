package relais.voice.stop;

/** What a message asks about being written to at all. */
public sealed interface Intent {
    /** It asks for nothing of the kind: an answer, a story, a question. */
    None NONE = new None();

    /**
     * The sender wants no more messages.
     *
     * @param word the word or phrase of our list that said so, without accents
     * @param language BCP 47 tag of the list it stands in; a shared word has its first list's
     * @param certain false when a typo was forgiven or the message also said to join: it is
     *     honoured all the same, and a person should see it
     */
    record Stop(String word, String language, boolean certain) implements Intent {}

    /** The sender wants to be written to (again); components as in {@link Stop}. */
    record Join(String word, String language, boolean certain) implements Intent {}

    /** See {@link #NONE}. */
    record None() implements Intent {}
}
