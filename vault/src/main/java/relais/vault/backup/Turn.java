package relais.vault.backup;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

/**
 * That somebody removes in a place: a mark, and the look for backups that begin meanwhile. No
 * object is taken away later than some seconds after the last look.
 */
final class Turn implements AutoCloseable {
    private static final Duration LOOK = Duration.ofSeconds(10);

    private final Place place;
    private final InstantSource clock;
    private final String mark = Place.REMOVING + UUID.randomUUID();
    private volatile Instant looked = Instant.MIN;

    /** Says so. What is there is to be listed after it. */
    Turn(Place place, InstantSource clock) throws IOException {
        this.place = place;
        this.clock = clock;
        place.put(mark);
    }

    /** Whether it is time to look again; a clock that was set back says so too. */
    boolean isOver() {
        Instant now = clock.instant();
        return now.isBefore(looked) || now.isAfter(looked.plus(LOOK));
    }

    /** Looks; whether there is no backup but those found, and nobody has given us up. */
    boolean again(Sorted found) throws IOException {
        Instant now = clock.instant();
        boolean alone = found.isAllOf(place.all()) && place.removing().contains(mark);
        looked = now;
        return alone;
    }

    @Override
    public void close() throws IOException {
        place.take(mark);
    }
}
