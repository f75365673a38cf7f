package relais.platform.cache;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** In this process's memory, bounded by bytes. */
public final class LocalCache implements Cache {
    /** What an entry costs beside its key and value: node, expiry, array headers. */
    private static final int ENTRY_BYTES = 150;

    private record Copy(byte[] value, long lifeNanos) {}

    private final com.github.benmanes.caffeine.cache.Cache<String, Copy> copies;

    /** Holds at most about {@code bytes}. */
    public LocalCache(long bytes, InstantSource clock) {
        this.copies =
                Caffeine.newBuilder()
                        .maximumWeight(bytes)
                        .weigher(
                                (String key, Copy copy) ->
                                        2 * key.length() + copy.value.length + ENTRY_BYTES)
                        .ticker(() -> ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant()))
                        .executor(Runnable::run)
                        .expireAfter(Expiry.writing((String key, Copy copy) -> life(copy)))
                        .build();
    }

    private static Duration life(Copy copy) {
        return Duration.ofNanos(copy.lifeNanos);
    }

    @Override
    public Optional<byte[]> get(String key) {
        return Optional.ofNullable(copies.getIfPresent(key)).map(copy -> copy.value.clone());
    }

    @Override
    public void put(String key, byte[] value, Duration life) {
        if (value.length > VALUE_LIMIT || !life.isPositive()) {
            copies.invalidate(key);
            return;
        }
        Duration bounded = life.compareTo(LONGEST) > 0 ? LONGEST : life;
        copies.put(key, new Copy(value.clone(), bounded.toNanos()));
    }

    @Override
    public void forget(String key) {
        copies.invalidate(key);
    }

    @Override
    public void close() {
        copies.invalidateAll();
    }
}
