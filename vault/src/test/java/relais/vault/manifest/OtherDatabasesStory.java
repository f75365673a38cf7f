package relais.vault.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.db.Database;
import relais.platform.testing.TestDatabase;
import relais.vault.blob.BlobId;
import relais.vault.testing.DailyWork;
import relais.vault.testing.DocumentSite;

/** Somebody began anew in the same files, before he thought of a rebuild. */
class OtherDatabasesStory extends Rebuilds {
    private static final String NAMELESS = "SELECT count(*) FROM vault_blob WHERE refs = 0";

    @TempDir Path mounted;
    private long old;
    private String lost = "";

    private void usedAnew() throws Exception {
        old = dossier(type("aide", "AID-{year}-{n:4}"), "De l’ancienne", false);
        put(old, "/a.txt", "ancien");
        written();
        lost = origin();
        clock.advance(Duration.ofHours(1));
        site.close();
        site = new DocumentSite(anotherDatabase(), folder, clock);
        long anew = dossier(type("aide", "AID-{year}-{n:4}"), "De la nouvelle", false);
        put(anew, "/a.txt", "nouveau");
        written();
        assertThat(anew).as("the same number").isEqualTo(old);
        assertThat(origin()).isNotEqualTo(lost);
    }

    @Test
    void whatTheOldOneHeldIsBroughtBackWhenItIsAskedFor() throws Exception {
        usedAnew();
        String anew = origin();
        Report report = (Report) rebuilt(Optional.of(lost.substring(0, 8)));
        assertThat(report.refused()).isEmpty();
        assertThat(report.database().id()).isEqualTo(lost);
        assertThat(report.others()).singleElement().extracting(Known::id).isEqualTo(anew);
        assertThat(report.others().getFirst().dossiers()).isEqualTo(2);
        assertThat(title()).isEqualTo("De l’ancienne");
        assertThat(Seen.content(site, document(old, "/a.txt"))).isEqualTo("ancien");
        assertThat(origin()).as("it goes on for the lost one").isEqualTo(lost);
    }

    @Test
    void withoutAskingItIsTheOneThatWroteLast() throws Exception {
        usedAnew();
        String anew = origin();
        Report report = rebuilt();
        assertThat(report.database().id()).isEqualTo(anew);
        assertThat(report.others()).singleElement().extracting(Known::id).isEqualTo(lost);
        assertThat(title()).isEqualTo("De la nouvelle");
        assertThat(Seen.content(site, document(old, "/a.txt"))).isEqualTo("nouveau");
    }

    @Test
    void theOtherOneCanStillBeAskedForTenDaysLater() throws Exception {
        usedAnew();
        rebuilt();
        long nameless = count(NAMELESS);
        try (DailyWork daily = new DailyWork(site, folder, clock)) {
            daily.after(Duration.ofDays(10));
        }
        assertThat(count(NAMELESS)).isEqualTo(nameless).isPositive();
        Report report = (Report) rebuilt(Optional.of(lost));
        assertThat(report.refused()).isEmpty();
        assertThat(report.lost()).isEmpty();
        assertThat(title()).isEqualTo("De l’ancienne");
        assertThat(Seen.content(site, document(old, "/a.txt"))).isEqualTo("ancien");
    }

    @Test
    void ofTheOtherOneNothingStaysLongerThanAMonth() throws Exception {
        usedAnew();
        rebuilt();
        try (DailyWork daily = new DailyWork(site, folder, clock)) {
            daily.after(Duration.ofDays(29));
            assertThat(count(NAMELESS)).as("a month is not over").isPositive();
            daily.after(Duration.ofDays(1));
        }
        assertThat(count(NAMELESS)).isZero();
        assertThat(Seen.content(site, document(old, "/a.txt"))).isEqualTo("nouveau");
    }

    @Test
    void dossiersOfTwoAreNeverMixed() throws Exception {
        usedAnew();
        Map<String, Long> before = rows();
        Result result = again(Optional.of(lost));
        assertThat(result).isInstanceOf(Result.Refused.class);
        assertThat(((Result.Refused) result).databases()).hasSize(2);
        assertThat(title()).isEqualTo("De la nouvelle");
        assertThat(again(Optional.of("deadbeef"))).isInstanceOf(Result.Refused.class);
        assertThat(rows()).as("of the lost one nothing is known").isEqualTo(before);
        assertThat(again(Optional.empty())).as("its own").isInstanceOf(Report.class);
    }

    @Test
    void whatARefusedRebuildReadIsForgottenAndItsFilesStay() throws Exception {
        old = dossier(type("aide", "AID-{year}-{n:4}"), "De l’ancienne", false);
        put(old, "/a.txt", "ancien");
        put(old, "/grand.bin", inChunks());
        written();
        lost = origin();
        site.close();
        Path given = mounted.resolve("files");
        Files.move(folder.resolve("files/store"), given);
        Map<String, Long> files = filesIn(given);
        site = new DocumentSite(anotherDatabase(), folder, clock);
        put(dossier(type("aide", "AID-{year}-{n:4}"), "De la nouvelle", false), "/a.txt", "a");
        written();
        site.database.useTransaction(tx -> tx.execute("UPDATE vault_origin SET born_at = 'epoch'"));

        Map<String, Long> before = rows();
        assertThat(site.vault.bring(site.caller(DocumentSite.CHIEF), given.toRealPath())).isEmpty();
        Map<String, Map<String, Long>> during = new HashMap<>();
        Result result =
                site.vault
                        .rebuild(site.caller(DocumentSite.CHIEF))
                        .run(Optional.of(lost), step -> during.put(step, rows()));
        assertThat(result).isInstanceOf(Result.Refused.class);
        for (String table : before.keySet()) {
            if (!table.equals("vault_damage")) {
                assertThat(during.get("manifests").get(table))
                        .as(table)
                        .isGreaterThan(before.get(table));
            }
        }
        assertThat(rows()).as("but nothing stays").isEqualTo(before);
        try (DailyWork daily = new DailyWork(site, folder, clock)) {
            daily.after(Duration.ZERO);
            daily.after(Duration.ofDays(31)); // what was taken in before would be old now
        }
        assertThat(filesIn(given)).isEqualTo(files);
    }

    /** Large, and worth squeezing. */
    private static byte[] inChunks() {
        byte[] large = new byte[9 << 20];
        new Random(172).nextBytes(large);
        for (int i = 0; i < large.length; i++) {
            large[i] &= 15;
        }
        return large;
    }

    /** How many there are of what tells where something lies. */
    private Map<String, Long> rows() {
        return Stream.of("object", "blob", "part", "damage", "placed", "copy", "store")
                .map("vault_"::concat)
                .collect(Collectors.toMap(table -> table, t -> count("SELECT count(*) FROM " + t)));
    }

    @Test
    void whatDoesNotSayWhoseItIsNeverComesIntoADatabaseThatIsUsed() throws Exception {
        type("aide", "AID-{year}-{n:4}");
        List<Known> unnamed = List.of(new Known("", 1, clock.instant()));
        for (Optional<String> asked : List.of(Optional.of("unnamed"), Optional.<String>empty())) {
            Choice none = site.database.inTransaction(tx -> Choice.of(tx, unnamed, asked));
            assertThat(none).isInstanceOf(Choice.None.class);
        }
        try (Database empty = TestDatabase.fresh("vault")) {
            Choice chosen = empty.inTransaction(tx -> Choice.of(tx, unnamed, Optional.empty()));
            assertThat(chosen).isEqualTo(new Choice.Of(unnamed.getFirst()));
            assertThat(empty.with(Origin::here).isForUnnamed()).as("it may go on").isTrue();
        }
    }

    @Test
    void whatDoesNotSayWhoseItIsBelongsToTheOnlyOneAndNeverToOneThatIsUsed() {
        assertThat(databases(new Origin.Here("own", false, false))).containsExactly("other");
        assertThat(databases(new Origin.Here("own", true, false))).containsExactly("", "other");
        assertThat(databases(new Origin.Here("own", true, true))).containsExactly("other", "own");
    }

    private List<String> databases(Origin.Here here) {
        Heads heads = new Heads();
        for (String database : new String[] {"other", null}) {
            Head head = new Head(1, "dossier", 7, 1, clock.instant(), database, null, 0, List.of());
            heads.add(BlobId.of(new byte[32]), head);
        }
        heads.close(here);
        return heads.databases().stream().map(Known::id).sorted().toList();
    }

    private String title() throws Exception {
        return site.get(DocumentSite.CHIEF, "/api/dossiers/" + old).path("title").asText();
    }

    private String origin() {
        return site.database.with(Origin::of);
    }
}
