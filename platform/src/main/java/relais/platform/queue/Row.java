package relais.platform.queue;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import relais.platform.queue.QueuedItem.Place;

/**
 * A row of the table: one item, or a chunk of them.
 *
 * @param items how many; with one, {@code body} is the item's, with more a {@link Chunk}
 */
record Row(
        int partition,
        Place place,
        int items,
        String itemId,
        String key,
        byte[] body,
        boolean once,
        int attempts,
        Instant enqueuedAt) {

    /** In their order. */
    List<QueuedItem> unpack() {
        if (items == 1) {
            return List.of(new QueuedItem(place, new Item(itemId, key, body), once, attempts));
        }
        List<QueuedItem> unpacked = new ArrayList<>(items);
        for (Queue.Positioned positioned : chunk().items()) {
            Place inside = new Place(place.id(), unpacked.size() + 1);
            unpacked.add(new QueuedItem(inside, positioned.item(), once, attempts));
        }
        return unpacked;
    }

    private Chunk chunk() {
        try {
            return Chunk.read(body);
        } catch (IOException e) {
            // The database has checksums of its own: bytes that we wrote and it kept are whole.
            throw new IllegalStateException("chunk " + place.id() + " of the queue", e);
        }
    }
}
