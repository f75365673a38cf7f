package relais.platform.audit;

/** What walking the whole chain found. */
public sealed interface Verdict {
    /**
     * Nothing was changed, added between or taken out.
     *
     * @param head the last entry's hash in hex: kept elsewhere, it proves a later rewriting of all
     */
    record Intact(long count, String head) implements Verdict {}

    /** The entry {@code id} is not what was written; {@code why} in a few words. */
    record Broken(long id, String why) implements Verdict {}
}
