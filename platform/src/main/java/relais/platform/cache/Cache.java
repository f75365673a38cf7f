package relais.platform.cache;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Copies that may vanish at any moment and are never older than they were allowed to become. A
 * cache that is full or away answers with misses, never with errors.
 */
public interface Cache extends AutoCloseable {
    /**
     * Larger values are not kept: memcached's own limit is 1 MiB an item, key and header included.
     */
    int VALUE_LIMIT = 1_000_000;

    /** Longer lives are cut to this: a copy nobody renewed for a day is no longer a copy. */
    Duration LONGEST = Duration.ofDays(1);

    /** Any text is a key. */
    Optional<byte[]> get(String key);

    /** Keeps the value for at most {@code life} (whole seconds where the store counts so). */
    void put(String key, byte[] value, Duration life);

    /** Forgets the value; where the store is away it may live on until its time is over. */
    void forget(String key);

    /** The value, or what {@code otherwise} computes, kept for {@code life}. */
    default byte[] get(String key, Duration life, Supplier<byte[]> otherwise) {
        return get(key).orElseGet(
                        () -> {
                            byte[] value = otherwise.get();
                            put(key, value, life);
                            return value;
                        });
    }

    @Override
    void close();
}
