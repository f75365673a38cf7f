package relais.platform.testing;

import java.util.List;
import java.util.Optional;
import relais.platform.queue.DeadLetter;
import relais.platform.queue.Queue;
import relais.platform.queue.TopicState;

/** A queue that stands in for a real one where a test looks at one side of it: always well. */
public abstract class QueueInMemory implements Queue {
    @Override
    public Optional<String> trouble() {
        return Optional.empty();
    }

    @Override
    public List<TopicState> state() {
        return List.of();
    }

    @Override
    public List<DeadLetter> deadLetters(long before, int limit) {
        return List.of();
    }

    @Override
    public boolean replay(long deadLetter) {
        return false;
    }

    @Override
    public boolean drop(long deadLetter) {
        return false;
    }

    @Override
    public void close() {}
}
