package relais.platform.queue;

/**
 * A row of the queue in a worker's hands.
 *
 * @param id order within its partition
 * @param once whether its item's id is remembered after it took effect
 * @param attempts failures so far
 */
record QueuedItem(long id, Item item, boolean once, int attempts) {}
