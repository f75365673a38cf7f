package relais.platform.queue;

/**
 * The partitions of one subscription, each bit of a mask one of them. At most one worker at a time
 * takes a turn on a partition.
 */
interface Turns {
    /** How many there are; at most 64. */
    int count();

    /**
     * Handles at most about one batch of the partitions whose bits are set, and answers those that
     * may have more. Throws only when the infrastructure fails.
     */
    long take(long partitions);

    /** Says that the table may have rows for these partitions; from any thread. */
    void rowsMayWait(long partitions);
}
