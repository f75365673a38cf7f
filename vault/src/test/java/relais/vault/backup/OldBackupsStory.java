package relais.vault.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Old backups go by rule, and what only they named; those that stay lack nothing, ever. */
@Timeout(120)
class OldBackupsStory {
    private static final Keep MONTH = new Keep(30, 0);
    private static final Keep LAST_TWO = new Keep(0, 2);

    @TempDir Path folder;

    private static List<String> stamps(List<Made> of) {
        return of.stream().map(Made::stamp).toList();
    }

    @ParameterizedTest
    @EnumSource
    void whatOnlyTheOldestNamedGoesWithIt(BackupsPlace.Kind kind) throws Exception {
        try (BackupsPlace at = new BackupsPlace(kind, folder)) {
            String oldest = at.backup("deed", "thrown-away");
            at.days(20);
            String kept = at.backup("deed", "letter");
            at.days(11);
            String newest = at.backup("deed", "letter", "plan");

            Removed removed = at.remove(MONTH, newest);

            assertThat(stamps(removed.gone())).containsExactly(oldest);
            assertThat(stamps(removed.kept())).containsExactly(kept, newest);
            int bytes = BackupsPlace.BYTES.length();
            assertThat(removed.objects()).isEqualTo(new Copied.Some(1, bytes));
            assertThat(removed.left()).isEqualTo(new Copied.Some(3, 3L * bytes));
            assertThat(removed.refused()).isEmpty();
            assertThat(removed.postponed()).isEmpty();
            assertThat(at.objects()).containsExactly("deed", "letter", "plan");
            assertThat(at.place.whole()).containsExactly(kept, newest);
            assertThat(stamps(at.place.all())).containsExactly(kept, newest);
            assertThat(at.place.removing()).isEmpty();
        }
    }

    /** The k-th removal and all after it fail, as if the program were dead. */
    private static Place dyingAfter(int k, Place of, AtomicInteger asked) {
        return Telling.place(
                of,
                key -> {
                    if (asked.getAndIncrement() >= k) {
                        throw new IOException("killed");
                    }
                });
    }

    @ParameterizedTest
    @EnumSource
    void killedAfterAnyStepItGoesOnAndNothingThatStaysLacksAnything(BackupsPlace.Kind kind)
            throws Exception {
        try (BackupsPlace at = new BackupsPlace(kind, folder)) {
            at.backup("deed");
            boolean died = true;
            for (int k = 0; died; k++) {
                at.days(2);
                at.backup("deed", "a" + k, "b" + k, "c" + k);
                at.days(2);
                String kept = at.backup("deed", "letter");
                at.days(2);
                String newest = at.backup("deed", "letter");
                AtomicInteger asked = new AtomicInteger();
                try {
                    at.old(dyingAfter(k, at.place, asked)).remove(LAST_TWO, newest);
                    died = asked.get() > k;
                } catch (IOException killed) {
                    assertThat(killed).hasMessageContaining("killed");
                }
                assertThat(at.place.whole()).contains(kept, newest);
                for (String one : at.place.whole()) {
                    assertThat(at.lackedBy(one)).as("killed after %d, %s", k, one).isEmpty();
                }

                at.days(2);
                String next = at.backup("deed", "letter");
                Removed removed = at.remove(LAST_TWO, next);
                assertThat(removed.postponed()).isEmpty();
                assertThat(at.objects()).containsExactly("deed", "letter");
                assertThat(stamps(at.place.all())).containsExactly(newest, next);
                assertThat(at.place.removing()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theListGoesFirstAndObjectsLast(BackupsPlace.Kind kind) throws Exception {
        try (BackupsPlace at = new BackupsPlace(kind, folder)) {
            String oldest = at.backup("thrown-away");
            at.days(2);
            String newest = at.backup("deed");
            List<String> order = new CopyOnWriteArrayList<>();
            at.old(Telling.place(at.place, order::add)).remove(new Keep(1, 0), newest);
            assertThat(order.subList(0, 4))
                    .containsExactly(
                            oldest + "/objects",
                            oldest + "/database",
                            oldest + "/keys",
                            BackupsPlace.key("thrown-away"));
        }
    }

    @Test
    void whereAListDoesNotOpenNothingIsRemovedUntilTheRuleLetsItGo() throws Exception {
        try (BackupsPlace at = new BackupsPlace(BackupsPlace.Kind.FOLDER, folder)) {
            at.backup("thrown-away");
            at.days(20);
            String damaged = at.backup("deed");
            Path list = folder.resolve("place/backups").resolve(damaged).resolve("objects");
            Files.writeString(list, "no list\n");
            at.days(20);
            String newest = at.backup("deed", "letter");

            Removed removed = at.remove(MONTH, newest);
            assertThat(removed.refused().orElseThrow())
                    .contains(damaged, "does not open", "nothing is removed");
            assertThat(removed.gone()).isEmpty();
            assertThat(at.objects()).containsExactly("deed", "letter", "thrown-away");
            assertThat(at.place.all()).hasSize(3);

            at.days(20);
            String later = at.backup("letter");
            assertThat(at.remove(MONTH, later).refused()).isEmpty();
            assertThat(at.objects()).containsExactly("deed", "letter");
            assertThat(at.place.whole()).containsExactly(newest, later);
        }
    }

    @Test
    void whereAKeptBackupLacksAnObjectNothingIsRemoved() throws Exception {
        try (BackupsPlace at = new BackupsPlace(BackupsPlace.Kind.FOLDER, folder)) {
            at.backup("thrown-away");
            at.days(40);
            String hurt = at.backup("deed", "letter");
            at.days(1);
            String newest = at.backup("deed");
            at.place.objects().delete(BackupsPlace.key("letter"));
            assertThat(at.remove(MONTH, newest).refused().orElseThrow())
                    .contains(hurt + " lacks 1 files");
            assertThat(at.objects()).containsExactly("deed", "thrown-away");
            assertThat(at.place.all()).hasSize(3);
        }
    }

    @Test
    void whatIsNotOursInThePlaceStays() throws Exception {
        try (BackupsPlace at = new BackupsPlace(BackupsPlace.Kind.FOLDER, folder)) {
            at.backup("thrown-away");
            at.days(40);
            String newest = at.backup("deed");
            Path place = folder.resolve("place");
            Path outside = Files.writeString(folder.resolve("outside"), "of others");
            List<Path> others =
                    List.of(
                            place.resolve("notes.txt"),
                            place.resolve("objects/notes.txt"),
                            place.resolve("objects/blob/00/with a space"),
                            place.resolve("backups/notes.txt"),
                            place.resolve("backups/notes/objects"));
            for (Path other : others) {
                Files.createDirectories(other.getParent());
                Files.writeString(other, "of others");
            }
            Path link = place.resolve("objects/blob/00/link");
            Files.createSymbolicLink(link, outside);
            at.remove(MONTH, newest);
            assertThat(others).allSatisfy(other -> assertThat(other).exists());
            assertThat(outside).hasContent("of others");
            assertThat(link).as("named like an object").doesNotExist();
            assertThat(place.resolve("objects").resolve(BackupsPlace.key("thrown-away")))
                    .doesNotExist();
            assertThat(at.place.whole()).containsExactly(newest);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDryRunSaysWhatTheNextCallDoesAndChangesNothing(BackupsPlace.Kind kind) throws Exception {
        try (BackupsPlace at = new BackupsPlace(kind, folder)) {
            String oldest = at.backup("thrown-away", "deed");
            at.days(40);
            String kept = at.backup("deed");
            at.days(1);
            Set<String> before = new TreeSet<>(at.objects());

            Removed would = at.old(at.place).wouldRemove(LAST_TWO);
            assertThat(stamps(would.gone())).containsExactly(oldest);
            assertThat(stamps(would.kept())).containsExactly(kept);
            assertThat(at.objects()).isEqualTo(before);
            assertThat(stamps(at.place.all())).containsExactly(oldest, kept);

            Removed does = at.remove(LAST_TWO, at.backup("deed"));
            assertThat(does.gone()).isEqualTo(would.gone());
            assertThat(does.objects()).isEqualTo(would.objects());
            assertThat(does.left()).isEqualTo(would.left());
        }
    }
}
