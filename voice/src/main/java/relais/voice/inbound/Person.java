package relais.voice.inbound;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import relais.voice.counting.Standing;

/**
 * A sender as the rules see them; follows the batch, so that their second message knows the first.
 */
final class Person {
    final long id;
    final String address;
    final @Nullable String language;
    final @Nullable String place;
    final boolean reachable;
    private boolean stopped;
    private final Map<Long, Asked> asked = new HashMap<>();

    /**
     * @param reachable false for short codes and names, which nobody can answer
     */
    Person(
            long id,
            String address,
            @Nullable String language,
            @Nullable String place,
            boolean reachable,
            boolean stopped) {
        this.id = id;
        this.address = address;
        this.language = language;
        this.place = place;
        this.reachable = reachable;
        this.stopped = stopped;
    }

    boolean stopped() {
        return stopped;
    }

    void stopped(boolean now) {
        stopped = now;
    }

    Map<Long, Asked> asked() {
        return asked;
    }

    /** One poll this person was asked, with the answer that counts now. */
    static final class Asked {
        final Instant at;
        @Nullable Standing counted;

        Asked(Instant at, @Nullable Standing counted) {
            this.at = at;
            this.counted = counted;
        }
    }
}
