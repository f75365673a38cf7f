package relais.platform.queue;

import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Takes items of one partition, oldest first. Its effects and the items' consumed mark commit in
 * the one transaction {@code tx}; when it throws, nothing of either remains and the queue tries the
 * items again one by one, so that only the one that fails is delayed.
 */
@FunctionalInterface
public interface BatchHandler {
    void handle(Handle tx, int partition, List<Item> batch) throws Exception;
}
