package relais.spool;

/** What became of an append. */
public sealed interface Appended {

    /** Forced to the disk: no crash of this process or machine loses it. */
    record Stored(long position) implements Appended {}

    /**
     * Refused for lack of space; nothing was kept. Try again when the backlog or the disk shrank.
     */
    record Full(String reason) implements Appended {}

    /**
     * The disk failed, or the spool is closed. Whether the entry survives is unknown; every further
     * append answers the same until the spool is opened anew.
     */
    record Broken(String reason) implements Appended {}
}
