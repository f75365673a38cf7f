package relais.platform.queue;

import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Takes items of one partition or several, those of a key oldest first. Its effects and the items'
 * consumed mark commit in the one transaction {@code tx}; when it throws, nothing of either remains
 * and the queue tries the items again in parts, so that only the one that fails is delayed.
 */
@FunctionalInterface
public interface BatchHandler {
    /**
     * @param partition one of the batch's; until {@code tx} ends no other handler of the topic gets
     *     it, so that it can serve as a number of one's own
     */
    void handle(Handle tx, int partition, List<Item> batch) throws Exception;
}
