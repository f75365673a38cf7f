package relais.vault.backup;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A mark that a backup is being made in a place: while it is there nobody takes objects away. It
 * lies there before the first look at what need not be copied, and whoever removes looks for marks
 * after having set one of his own; so at least one of the two sees the other. So it is with two who
 * begin in the same second and would write the same parts.
 */
public final class Making implements AutoCloseable {
    /** A backup that takes longer was killed. */
    static final Duration LONGEST = Duration.ofDays(7);

    /** Who removes looks every ten seconds, and no request of his takes half a minute. */
    private static final Patience USUAL = new Patience(60, Duration.ofSeconds(1));

    private final Place place;
    private final String stamp;
    private final String mark = Place.BEGUN + "-" + UUID.randomUUID();

    private Making(Place place, String stamp) {
        this.place = place;
        this.stamp = stamp;
    }

    /** How often one looks whether somebody is still removing, and how long between. */
    record Patience(int looks, Duration between) {}

    /**
     * Says so, and waits until nobody removes here any more. Who was killed while removing is
     * waited for in vain, a minute.
     *
     * @throws IllegalStateException where another has begun in the same second; of two at once
     *     perhaps to both
     */
    public static Making begin(Place place, String stamp, Consumer<String> progress)
            throws IOException {
        return begin(place, stamp, progress, USUAL);
    }

    static Making begin(Place place, String stamp, Consumer<String> progress, Patience patience)
            throws IOException {
        Making making = new Making(place, stamp);
        place.put(making.key());
        try {
            making.beAlone();
            making.waitForRemoval(progress, patience);
            return making;
        } catch (IOException | RuntimeException failed) {
            making.close();
            throw failed;
        }
    }

    private String key() {
        return stamp + "/" + mark;
    }

    private void beAlone() throws IOException {
        boolean others =
                place.all().stream()
                        .filter(one -> one.stamp().equals(stamp))
                        .anyMatch(one -> !one.parts().keySet().equals(Set.of(mark)));
        if (others) {
            throw new IllegalStateException(
                    "another backup of this second is in %s; call again".formatted(place));
        }
    }

    private void waitForRemoval(Consumer<String> progress, Patience patience) throws IOException {
        for (int look = 0; !place.removing().isEmpty(); look++) {
            if (look == 0) {
                progress.accept("old backups are being removed here: waiting for that to stop");
            }
            if (look == patience.looks()) {
                for (String dead : place.removing()) {
                    place.take(dead);
                }
                return;
            }
            LockSupport.parkNanos(patience.between().toNanos());
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("interrupted while waiting");
            }
        }
    }

    /**
     * To be called with the list written: whoever took this for a killed backup meanwhile has read
     * the lists without it, so it may lack objects and is none.
     *
     * @throws IOException where that is so
     */
    public void confirm() throws IOException {
        if (!place.has(stamp, mark)) {
            place.take(stamp + "/" + Place.LIST);
            throw new IOException(
                    ("the backup took longer than %d days, and another one has removed objects"
                                    + " meanwhile: call again, what was copied is mostly there")
                            .formatted(LONGEST.toDays()));
        }
    }

    /** It is there, or has failed. */
    @Override
    public void close() throws IOException {
        place.take(key());
    }
}
