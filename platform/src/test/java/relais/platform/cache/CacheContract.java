package relais.platform.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What both caches promise. */
abstract class CacheContract {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    abstract Cache cache();

    /** Lets at least {@code time} go by, as the cache counts it. */
    abstract void pass(Duration time) throws InterruptedException;

    @Test
    void whatWasPutIsThereUntilItsTimeIsOver() throws Exception {
        // A cache that counts whole seconds may take up to one off a life.
        cache().put("a", bytes("one"), Duration.ofSeconds(2));
        cache().put("b", bytes("two"), MINUTE);
        assertThat(cache().get("a")).hasValue(bytes("one"));
        pass(Duration.ofSeconds(3));
        assertThat(cache().get("a")).isEmpty();
        assertThat(cache().get("b")).hasValue(bytes("two"));
    }

    @Test
    void theLastValueCountsAndCanBeForgotten() {
        cache().put("a", bytes("one"), MINUTE);
        cache().put("a", bytes("two"), MINUTE);
        assertThat(cache().get("a")).hasValue(bytes("two"));
        cache().forget("a");
        cache().forget("never there");
        assertThat(cache().get("a")).isEmpty();
    }

    @Test
    void anyTextIsAKeyAndAnyBytesAreAValue() {
        String key = "clé avec espaces\n" + "x".repeat(5_000);
        byte[] value = new byte[300_000];
        new Random(3).nextBytes(value);
        cache().put(key, value, MINUTE);
        assertThat(cache().get(key)).hasValue(value);
        cache().put("", new byte[0], MINUTE);
        assertThat(cache().get("")).hasValue(new byte[0]);
    }

    @Test
    void whatIsTooLargeOrHasNoTimeIsNotKeptNorIsTheOldValue() {
        cache().put("a", bytes("old"), MINUTE);
        cache().put("a", new byte[Cache.VALUE_LIMIT + 1], MINUTE);
        assertThat(cache().get("a")).isEmpty();
        cache().put("a", bytes("old"), MINUTE);
        cache().put("a", bytes("new"), Duration.ZERO);
        assertThat(cache().get("a")).isEmpty();
    }

    @Test
    void aMissIsComputedAndKept() {
        int[] computed = new int[1];
        for (int i = 0; i < 3; i++) {
            byte[] value =
                    cache().get(
                                    "sum",
                                    MINUTE,
                                    () -> {
                                        computed[0]++;
                                        return bytes("42");
                                    });
            assertThat(value).isEqualTo(bytes("42"));
        }
        assertThat(computed[0]).isOne();
    }

    @Test
    void changingTheArrayAfterwardsDoesNotChangeTheCopy() {
        byte[] value = bytes("one");
        cache().put("a", value, MINUTE);
        value[0] = 'X';
        assertThat(cache().get("a")).hasValue(bytes("one"));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
