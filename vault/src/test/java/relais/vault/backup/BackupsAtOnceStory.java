package relais.vault.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several processes are at work in the same place; none takes away what another relies on. */
@Timeout(180)
class BackupsAtOnceStory {
    private static final Keep LAST = new Keep(0, 1);
    private static final Making.Patience PATIENT =
            new Making.Patience(5_000, Duration.ofMillis(10));

    @TempDir Path folder;

    @ParameterizedTest
    @EnumSource
    void whatAnotherHasCopiedAndNotYetListedStays(BackupsPlace.Kind kind) throws Exception {
        try (BackupsPlace at = new BackupsPlace(kind, folder)) {
            at.backup("thrown-away");
            at.days(3);
            String slow = Made.stamp(at.clock.instant());
            Making making = at.begin();
            at.copy("new");
            at.days(3);
            String quick = at.backup("deed");

            Removed removed = at.remove(LAST, quick);
            assertThat(removed.gone()).hasSize(1);
            assertThat(removed.objects().objects()).isZero();
            assertThat(removed.postponed().orElseThrow()).contains(slow, "is being made");
            assertThat(at.objects()).contains("new", "thrown-away");

            at.list(slow, "new");
            making.confirm();
            making.close();
            at.days(1);
            String next = at.backup("new", "deed");
            assertThat(at.remove(new Keep(30, 0), next).postponed()).isEmpty();
            assertThat(at.objects()).containsExactly("deed", "new");
            assertThat(at.place.whole()).containsExactly(slow, quick, next);
        }
    }

    @Test
    void whatWasKilledIsWaitedForAWeekAndThenCleared() throws Exception {
        try (BackupsPlace at = new BackupsPlace(BackupsPlace.Kind.FOLDER, folder)) {
            Making killed = at.begin();
            String stamp = Made.stamp(at.clock.instant());
            at.copy("half");
            at.part(stamp, Place.KEYS, "keys");
            at.days(7);
            assertThat(at.remove(LAST, at.backup("deed")).postponed()).isPresent();
            assertThat(at.objects()).contains("half");
            at.days(1);
            Removed removed = at.remove(LAST, at.backup("deed"));
            assertThat(removed.halves()).extracting(Made::stamp).containsExactly(stamp);
            assertThat(at.objects()).containsExactly("deed");

            at.list(stamp, "half");
            assertThatThrownBy(killed::confirm)
                    .as("it was only slow")
                    .hasMessageContaining("took longer than 7 days");
            assertThat(at.place.whole()).doesNotContain(stamp);
        }
    }

    @Test
    void twoOfOneSecondAreNotMixed() throws Exception {
        try (BackupsPlace at = new BackupsPlace(BackupsPlace.Kind.FOLDER, folder);
                Making first = at.begin()) {
            assertThatThrownBy(at::begin).hasMessageContaining("another backup of this second");
            first.confirm();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBackupThatBeginsWhileObjectsAreRemovedWaitsAndTheRemovalStops(BackupsPlace.Kind kind)
            throws Exception {
        String[] many = IntStream.range(100, 160).mapToObj(i -> "old-" + i).toArray(String[]::new);
        try (BackupsPlace at = new BackupsPlace(kind, folder);
                ExecutorService other = Executors.newSingleThreadExecutor()) {
            at.backup(many);
            at.days(3);
            String newest = at.backup("deed");
            at.days(1);
            String stamp = Made.stamp(at.clock.instant());
            AtomicInteger objects = new AtomicInteger();
            AtomicReference<Future<Set<String>>> begun = new AtomicReference<>();
            Place watched =
                    Telling.place(
                            at.place,
                            key -> {
                                synchronized (objects) {
                                    if (key.startsWith("blob/") && objects.incrementAndGet() == 5) {
                                        begun.set(other.submit(() -> relies(at, stamp)));
                                        isBegun(at, stamp);
                                        at.clock.advance(Duration.ofMinutes(1));
                                    }
                                }
                            });

            Removed removed = at.old(watched).remove(LAST, newest);
            assertThat(removed.postponed().orElseThrow()).contains("another backup began");
            Set<String> there = begun.get().get();
            assertThat(there).as("most are there still").hasSizeGreaterThan(40);
            assertThat(at.lackedBy(stamp)).isEmpty();
        }
    }

    /** A backup that needs all that it finds there, and so copies nothing. */
    private static Set<String> relies(BackupsPlace at, String stamp) throws IOException {
        try (Making making = Making.begin(at.place, stamp, s -> {}, PATIENT)) {
            Set<String> there = at.objects();
            at.list(stamp, there.toArray(String[]::new));
            making.confirm();
            return there;
        }
    }

    private static void isBegun(BackupsPlace at, String stamp) throws IOException {
        for (int look = 0; look < 6_000; look++) {
            if (at.place.all().stream().anyMatch(one -> one.stamp().equals(stamp))) {
                return;
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        throw new AssertionError("never begun");
    }

    @Test
    void whoWasKilledWhileRemovingIsNotWaitedForForEver() throws Exception {
        try (BackupsPlace at = new BackupsPlace(BackupsPlace.Kind.FOLDER, folder)) {
            new Turn(at.place, at.clock);
            assertThat(at.place.removing()).hasSize(1);
            at.backup("deed");
            assertThat(at.place.removing()).isEmpty();
        }
    }

    /** Three processes make backups of what comes and goes, and remove, all the time. */
    @Test
    void whateverTheOrderNoBackupThatStaysLacksAnything() throws Exception {
        try (BackupsPlace at = new BackupsPlace(BackupsPlace.Kind.FOLDER, folder);
                ExecutorService processes = Executors.newFixedThreadPool(3)) {
            List<Callable<Long>> all =
                    List.of(() -> works(at, 1), () -> works(at, 2), () -> works(at, 3));
            long removed = 0;
            for (Future<Long> one : processes.invokeAll(all)) {
                removed += one.get();
            }
            assertThat(removed).as("objects were removed").isPositive();
        }
    }

    private static long works(BackupsPlace at, int seed) throws IOException {
        Random random = new Random(seed);
        long removed = 0;
        for (int round = 0; round < 30; round++) {
            String stamp = nextSecond(at);
            Set<String> needed = new TreeSet<>();
            for (int i = 0; i < 4; i++) {
                needed.add("object-" + random.nextInt(12));
            }
            try (Making making = Making.begin(at.place, stamp, s -> {}, PATIENT)) {
                Set<String> there = at.objects();
                for (String one : needed) {
                    if (!there.contains(one)) {
                        at.copy(one);
                    }
                }
                at.list(stamp, needed.toArray(String[]::new));
                making.confirm();
            }
            removed += removes(at, stamp);
        }
        return removed;
    }

    private static long removes(BackupsPlace at, String stamp) throws IOException {
        try {
            assertThat(at.lackedBy(stamp)).isEmpty();
            Removed done = at.remove(new Keep(0, 4), stamp);
            if (done.refused().isPresent()) {
                String why = done.refused().get();
                assertThat(at.place.whole()).as(why).noneMatch(why::contains); // newer ones came
                return 0;
            }
            assertThat(at.lackedBy(stamp)).isEmpty();
            return done.objects().objects();
        } catch (NoSuchFileException | IllegalStateException removedByOthers) {
            assertThat(at.place.whole()).doesNotContain(stamp);
            return 0;
        }
    }

    private static String nextSecond(BackupsPlace at) {
        synchronized (at) {
            at.clock.advance(Duration.ofSeconds(1));
            return Made.stamp(at.clock.instant());
        }
    }
}
