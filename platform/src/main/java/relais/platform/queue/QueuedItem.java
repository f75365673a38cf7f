package relais.platform.queue;

/**
 * An item of the queue in a worker's hands.
 *
 * @param place its order within its partition, and where it lies
 * @param once whether its id is remembered after it took effect
 * @param attempts failures so far
 */
record QueuedItem(Place place, Item item, boolean once, int attempts) {
    /**
     * @param id of the row
     * @param sub 0 for a row as it was enqueued; from 1 on for an item once in a chunk
     */
    record Place(long id, int sub) {}

    /** Not a row of the table. */
    static final Place NOWHERE = new Place(-1, 0);
}
