package relais.gateway.outgoing;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When a part is tried again, and when a throttled channel is. */
final class Retries {
    /** After the first, second … try. Eighteen minutes in all: then a person should know. */
    private static final List<Duration> PAUSES =
            List.of(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(10));

    private static final Duration LONGEST_THROTTLING = Duration.ofSeconds(30);

    /** Beyond this doubling changes nothing. */
    private static final int MOST_DOUBLINGS = 16;

    private Retries() {}

    /** The pause after that many tries, or null to give up. */
    static @Nullable Duration pause(int tries) {
        return tries <= PAUSES.size() ? PAUSES.get(tries - 1) : null;
    }

    /** The pause after the provider said so for the {@code times}th time in a row. */
    static Duration throttling(Duration asked, int times) {
        Duration pause = asked.multipliedBy(1L << Math.min(times - 1, MOST_DOUBLINGS));
        return pause.compareTo(LONGEST_THROTTLING) > 0 ? LONGEST_THROTTLING : pause;
    }
}
