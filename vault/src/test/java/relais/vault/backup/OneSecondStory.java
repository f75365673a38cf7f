package relais.vault.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two backups begin in the same second, so they have the same name: one of them at most is made.
 */
@Timeout(60)
class OneSecondStory {
    private static final Keep LAST = new Keep(0, 1);

    @TempDir Path folder;

    @ParameterizedTest
    @EnumSource
    void whatWasAcknowledgedIsThereThoughBothBeganInStep(BackupsPlace.Kind kind) throws Exception {
        try (BackupsPlace at = new BackupsPlace(kind, folder);
                ExecutorService processes = Executors.newFixedThreadPool(2)) {
            at.backup("older");
            at.days(1);
            String stamp = Made.stamp(at.clock.instant());
            CyclicBarrier step = new CyclicBarrier(2);
            List<Future<Optional<Making>>> both = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                Place inStep = inStep(at.place, step);
                both.add(processes.submit(() -> begun(inStep, stamp)));
            }
            List<Making> begun = new ArrayList<>();
            for (Future<Optional<Making>> one : both) {
                one.get().ifPresent(begun::add);
            }

            List<String> acknowledged = new ArrayList<>();
            for (Making one : begun) {
                String deed = "deed-" + acknowledged.size();
                at.copy(deed);
                at.list(stamp, deed);
                try (one) {
                    one.confirm();
                    acknowledged.add(deed);
                } catch (IOException loud) {
                    continue;
                }
                at.remove(LAST, stamp);
            }

            assertThat(at.place.whole()).as("never none").isNotEmpty();
            assertThat(acknowledged).hasSizeLessThanOrEqualTo(1);
            for (String deed : acknowledged) {
                assertThat(at.place.whole()).containsExactly(stamp);
                assertThat(at.lackedBy(stamp)).isEmpty();
                assertThat(at.objects()).contains(deed);
            }
            at.clock.advance(Duration.ofSeconds(1));
            String next = at.backup("deed");
            assertThat(at.remove(LAST, next).postponed()).as("no mark was left").isEmpty();
            assertThat(at.place.whole()).containsExactly(next);
        }
    }

    /** After the first step of each, none goes on before the other has done his. */
    private static Place inStep(Place place, CyclicBarrier step) {
        AtomicBoolean first = new AtomicBoolean(true);
        return Stopping.place(
                place,
                what -> {},
                what -> {
                    if (first.getAndSet(false)) {
                        try {
                            step.await(30, TimeUnit.SECONDS);
                        } catch (Exception e) {
                            throw new IOException(e);
                        }
                    }
                });
    }

    private static Optional<Making> begun(Place place, String stamp) throws IOException {
        try {
            return Optional.of(Making.begin(place, stamp, s -> {}, BackupsPlace.IMPATIENT));
        } catch (IllegalStateException refused) {
            assertThat(refused).hasMessageContaining("another backup of this second", "call again");
            return Optional.empty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoSetsHisMarkLateRefusesAndLeavesTheOthersAlone(BackupsPlace.Kind kind) throws Exception {
        try (BackupsPlace at = new BackupsPlace(kind, folder)) {
            String stamp = Made.stamp(at.clock.instant());
            AtomicReference<Making> other = new AtomicReference<>();
            Place late =
                    Stopping.place(
                            at.place,
                            what -> {
                                if (what.startsWith(stamp)) {
                                    other.set(at.begin());
                                }
                            },
                            what -> {});

            assertThatThrownBy(() -> Making.begin(late, stamp, s -> {}, BackupsPlace.IMPATIENT))
                    .hasMessageContaining("another backup of this second");

            at.copy("deed");
            assertThat(at.place.all()).singleElement().matches(Made::isBegun);
            at.list(stamp, "deed");
            other.get().confirm();
            other.get().close();
            assertThat(at.place.whole()).containsExactly(stamp);
            assertThat(at.place.all().getFirst().parts())
                    .containsOnlyKeys(Place.KEYS, Place.DATABASE, Place.LIST);
        }
    }
}
