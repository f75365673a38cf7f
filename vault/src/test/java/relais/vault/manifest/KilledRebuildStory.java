package relais.vault.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import relais.vault.testing.DailyWork;
import relais.vault.testing.DocumentSite;

/**
 * Somebody calls a rebuild of another database's files by mistake, into one that is used, and kills
 * it before it is refused. What it had taken in is not ours, and stays whatever the daily work
 * does.
 */
@Timeout(180)
class KilledRebuildStory extends Rebuilds {
    @TempDir Path mounted;
    private Path given;
    private String lost = "";
    private long own;
    private DailyWork daily;

    /** The process ends here. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    @BeforeEach
    void anothersFilesAreTakenInAndTheRebuildIsKilled() throws Exception {
        long old = dossier(type("aide", "AID-{year}-{n:4}"), "De l’ancienne", false);
        for (int i = 0; i < 12; i++) {
            put(old, "/a" + i + ".txt", "ancien " + i);
        }
        written();
        lost = site.database.with(Origin::of);
        site.close();
        given = mounted.resolve("files");
        Files.move(folder.resolve("files/store"), given);
        site = new DocumentSite(anotherDatabase(), folder, clock);
        own = dossier(type("aide", "AID-{year}-{n:4}"), "De la nouvelle", false);
        put(own, "/a.txt", "nouveau");
        put(own, "/comme.txt", "ancien 3");
        written();
        assertThat(site.vault.bring(site.caller(DocumentSite.CHIEF), given.toRealPath())).isEmpty();
        assertThatThrownBy(() -> rebuild("manifests")).isInstanceOf(Killed.class);
        assertThat(count("SELECT count(*) FROM vault_taken_in")).isGreaterThan(12);
        daily = new DailyWork(site, folder, clock);
    }

    private Result rebuild(String killedAt) throws IOException {
        return site.vault
                .rebuild(site.caller(DocumentSite.CHIEF))
                .run(
                        Optional.of(lost),
                        step -> {
                            if (step.equals(killedAt)) {
                                throw new Killed();
                            }
                        });
    }

    @AfterEach
    void end() {
        daily.close();
    }

    @Test
    void itsFilesAreThereFortyDaysLater() throws Exception {
        Map<String, Long> files = filesIn(given);
        days(40);
        assertThat(filesIn(given)).isEqualTo(files);
        assertThat(Seen.content(site, document(own, "/a.txt"))).isEqualTo("nouveau");
    }

    /** Otherwise what the other writes later would be taken in and collected by and by. */
    @Test
    void whatTheOtherGoesOnToWriteIsLeftAloneToo() throws Exception {
        clock.advance(Duration.ofDays(1));
        Path one = given.resolve("blob/" + keyOfTheOthers());
        Path later = one.resolveSibling(fresh(one.getFileName().toString()));
        Files.copy(one, later);
        days(40);
        assertThat(later).exists();
        assertThat(daily.keeping.all().settled("blob/" + given.resolve("blob").relativize(later)))
                .as("taken in")
                .isFalse();
    }

    @Test
    void noRuleMovesThem() throws Exception {
        Map<String, Long> files = filesIn(given);
        long home =
                count("SELECT id FROM vault_store WHERE name LIKE 'local%' ORDER BY id LIMIT 1");
        Map<String, Object> rule =
                Map.of(
                        "name", "home",
                        "minAgeDays", 0,
                        "minBytes", 0,
                        "copies", 1,
                        "quorum", 1,
                        "stores", List.of(home));
        ok(ask("PUT", "/api/file-store-policies", Map.of("rules", List.of(rule))));
        String taken = "EXISTS (SELECT FROM vault_taken_in t WHERE t.key = p.key)";
        String moving =
                """
                SELECT count(*) FROM vault_placed p WHERE look_at <= '%s' AND NOT %s
                OR EXISTS (SELECT FROM vault_copy c WHERE c.object_id = p.id AND c.state <> 1)
                """
                        .formatted(clock.instant(), taken);
        DocumentSite.until("ours were looked at", () -> count(moving) == 0);
        String theirsFirst =
                """
                UPDATE vault_placed p SET look_at = cast('%s' AS timestamptz)
                  - CASE WHEN %s THEN interval '1 hour' ELSE interval '0' END
                """
                        .formatted(clock.instant(), taken);
        site.database.useTransaction(tx -> tx.execute(theirsFirst));
        DocumentSite.until("theirs would have been before", () -> count(moving) == 0);
        assertThat(filesIn(given)).isEqualTo(files);
        assertThat(
                        count(
                                "SELECT count(*) FROM vault_placed p WHERE look_at IS NOT NULL AND "
                                        + taken))
                .as("those wait for the end")
                .isPositive();
    }

    @Test
    void theRefusalOfALaterOneClearsUp() throws Exception {
        Map<String, Long> files = filesIn(given);
        days(40);
        assertThat(rebuild("never")).isInstanceOf(Result.Refused.class);
        assertThat(count("SELECT count(*) FROM vault_taken_in")).isZero();
        assertThat(count("SELECT count(*) FROM vault_store")).as("only our own").isEqualTo(1);
        assertThat(known(files)).as("of the lost one nothing is known").isEmpty();
        days(40);
        assertThat(filesIn(given)).isEqualTo(files);
        assertThat(Seen.content(site, document(own, "/comme.txt"))).isEqualTo("ancien 3");
    }

    /** Else a file of the other's would be ours by half, and be cleared away as such. */
    @Test
    void whatIsPutMeanwhileAndEqualsWhatWasTakenInIsKeptByItself() throws Exception {
        Map<String, Long> files = filesIn(given);
        for (int i = 4; i < 12; i++) {
            put(own, "/meme" + i + ".txt", "ancien " + i);
        }
        written();
        assertThat(rebuild("never")).isInstanceOf(Result.Refused.class);
        assertThat(known(files)).isEmpty();
        days(40);
        assertThat(filesIn(given)).isEqualTo(files);
        Files.move(given, mounted.resolve("away"));
        assertThat(Seen.content(site, document(own, "/meme7.txt"))).isEqualTo("ancien 7");
    }

    @Test
    void theRightEndOfALaterOneMakesThemOurs() throws Exception {
        days(40);
        assertThat(again(Optional.empty())).as("its own").isInstanceOf(Report.class);
        assertThat(count("SELECT count(*) FROM vault_taken_in")).isZero();
        assertThat(count("SELECT count(*) FROM vault_store WHERE brought")).isZero();
        assertThat(known(filesIn(given))).isNotEmpty();
        days(40);
        assertThat(known(filesIn(given))).as("nobody names them, as was said").isEmpty();
        assertThat(Seen.content(site, document(own, "/comme.txt"))).isEqualTo("ancien 3");
    }

    /** The month of what nobody names begins with the right end, not with the one killed before. */
    @Test
    void whatNobodyNamesStaysForAMonthAfterTheRightEnd() throws Exception {
        days(40);
        assertThat(again(Optional.empty())).isInstanceOf(Report.class);
        String manifests = "SELECT count(*) FROM vault_blob WHERE refs = 0 AND kind IN (4, 5)";
        String contents = "SELECT count(*) FROM vault_blob WHERE refs = 0 AND kind < 4";
        long told = count(manifests);
        long named = count(contents);
        days(10);
        assertThat(count(manifests)).as("who looks for them finds them").isEqualTo(told);
        assertThat(count(contents)).isEqualTo(named).isPositive();
    }

    private void days(int count) throws Exception {
        for (int day = 0; day < count; day += 5) {
            daily.after(Duration.ofDays(5));
        }
    }

    private String keyOfTheOthers() throws IOException {
        try (Stream<Path> all = Files.walk(given.resolve("blob"))) {
            return given.resolve("blob")
                    .relativize(all.filter(Files::isRegularFile).findFirst().orElseThrow())
                    .toString();
        }
    }

    /** As it would be called if it were made now. */
    private String fresh(String name) {
        String time = "%012x".formatted(clock.instant().toEpochMilli());
        return time.substring(0, 8) + "-" + time.substring(8) + name.substring(13);
    }

    private List<String> known(Map<String, Long> files) {
        List<String> names =
                files.keySet().stream().map(f -> Path.of(f).getFileName().toString()).toList();
        return site.database.with(
                handle ->
                        handle.createQuery(
                                        "SELECT id FROM vault_object WHERE id::text = ANY (:names)")
                                .bind("names", names.toArray(String[]::new))
                                .mapTo(String.class)
                                .list());
    }
}
