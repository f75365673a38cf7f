package relais.platform.queue;

/** One partition of a topic in this process; at most one worker at a time takes a turn on it. */
interface Turn {
    /** What a turn found. */
    enum Found {
        /** Another worker has the partition. */
        TAKEN,
        /** Nothing, or less than a whole batch. */
        LESS,
        /** A whole batch: there may be more. */
        MORE
    }

    /** Handles at most one batch; throws only when the infrastructure fails. */
    Found take();

    /** Says that the table may have rows for this partition; from any thread. */
    void rowsMayWait();
}
