package relais.platform.queue;

/**
 * A running consumer; closing it waits for the batch in hand, which then is either done or
 * untouched.
 */
public interface Subscription extends AutoCloseable {
    @Override
    void close();
}
