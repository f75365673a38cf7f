package relais.platform.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import relais.platform.testing.SettableClock;

class LocalCacheTest extends CacheContract {
    private final SettableClock clock = new SettableClock(Instant.parse("2026-05-01T08:00:00Z"));
    private final Cache cache = new LocalCache(10_000_000, clock);

    @Override
    Cache cache() {
        return cache;
    }

    @Override
    void pass(Duration time) {
        clock.advance(time);
    }

    @Test
    void itNeverGrowsBeyondItsBound() {
        Cache small = new LocalCache(100_000, clock);
        for (int i = 0; i < 1_000; i++) {
            small.put("key" + i, new byte[1_000], Duration.ofMinutes(1));
        }
        long kept = 0;
        for (int i = 0; i < 1_000; i++) {
            kept += small.get("key" + i).isPresent() ? 1 : 0;
        }
        assertThat(kept).isBetween(1L, 100L);
    }
}
