package relais.vault.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What stores hold and what the database knows, both ways; and what people do about stores. */
@Timeout(60)
class CompareStory {
    @TempDir Path folder;
    private Keeping at;
    private long own;
    private long bucket;

    @BeforeEach
    void open() throws Exception {
        at = new Keeping(folder, Long.MAX_VALUE);
        own = at.own();
        bucket = at.addBucket();
        at.rules(new Rule("both", 0, 0, 2, 2, List.of(own, bucket)));
    }

    @AfterEach
    void close() throws Exception {
        at.close();
    }

    private List<String> findings() {
        return at.keeping.findings(0, 100).stream()
                .map(f -> f.store() + " " + f.kind() + " " + f.key() + " " + f.state())
                .sorted()
                .toList();
    }

    private void later() {
        at.clock.advance(Duration.ofMinutes(20));
    }

    @Test
    @Timeout(300) // more than a thousand objects, each forced twice
    void whatAgreesIsNotSpokenOf() throws Exception {
        at.put("blob/both", Keeping.bytes(10));
        at.rules(new Rule("own", 0, 0, 1, 1, List.of(own)));
        for (int i = 1; i <= 1_100; i++) {
            at.put("blob/" + i, Keeping.bytes(i % 50));
        }
        later();
        at.keeping.compare();
        assertThat(findings()).isEmpty();
    }

    @Test
    void whatIsMissingOrCutIsMadeAgainAndWhatIsUnknownIsShown() throws Exception {
        for (int i = 1; i <= 5; i++) {
            at.put("blob/" + i, Keeping.bytes(100 + i));
        }
        Files.delete(at.home("blob/1"));
        Files.write(at.inBucket("blob/2"), new byte[50]);
        Files.write(at.home("blob/stranger"), new byte[10]);
        later();
        at.keeping.compare();
        assertThat(findings())
                .containsExactly(
                        "bucket wrong-size blob/2 open",
                        "local missing blob/1 open",
                        "local unknown blob/stranger suspected");
        later();
        at.settle();
        at.keeping.compare();
        assertThat(at.home("blob/1")).hasBinaryContent(Keeping.bytes(101));
        assertThat(at.inBucket("blob/2")).hasBinaryContent(Keeping.bytes(102));
        assertThat(findings())
                .containsExactly(
                        "bucket wrong-size blob/2 repaired",
                        "local missing blob/1 repaired",
                        "local unknown blob/stranger open");
    }

    private long unknown() throws Exception {
        Files.createDirectories(at.home("blob"));
        Files.write(at.home("blob/stranger"), Keeping.bytes(10));
        at.keeping.compare();
        long id = at.keeping.findings(0, 1).getFirst().id();
        assertThat(
                        at.keeping
                                .findingWork()
                                .resolve(Keeping.somebody(), id, FindingWork.Deed.DELETE))
                .isInstanceOf(Outcome.InUse.class);
        later();
        at.keeping.compare();
        return id;
    }

    @Test
    void aStrangerIsAdoptedAndGetsItsCopies() throws Exception {
        long id = unknown();
        at.keeping.findingWork().resolve(Keeping.somebody(), id, FindingWork.Deed.ADOPT);
        at.settle();
        assertThat(at.inBucket("blob/stranger")).hasBinaryContent(Keeping.bytes(10));
        assertThat(findings()).containsExactly("local unknown blob/stranger done");
    }

    @Test
    void aStrangerIsDeletedByAPersonAlone() throws Exception {
        long id = unknown();
        assertThat(at.home("blob/stranger")).exists();
        at.keeping.findingWork().resolve(Keeping.somebody(), id, FindingWork.Deed.DELETE);
        assertThat(at.home("blob/stranger")).doesNotExist();
        at.keeping.compare();
        assertThat(findings()).isEmpty();
    }

    @Test
    void aWaveOfLossIsHeldForAPerson() throws Exception {
        for (int i = 1; i <= 80; i++) {
            at.put("blob/" + i, Keeping.bytes(i));
        }
        for (int i = 1; i <= 60; i++) {
            Files.delete(at.inBucket("blob/" + i));
        }
        later();
        at.keeping.compare();
        assertThat(findings()).containsExactly("bucket many-missing  open");
        assertThat(at.card("bucket").waiting()).isZero();
    }

    @Test
    void whatIfTellsWhatItWouldCost() throws Exception {
        for (int i = 0; i < 10; i++) {
            at.put("blob/" + i, Keeping.bytes(100_000 + i));
        }
        WhatIf alone = at.keeping.whatIf(List.of(new Rule("own", 0, 0, 1, 1, List.of(own))));
        WhatIf.Place before = place(alone.before(), bucket);
        assertThat(before.bytes()).isEqualTo(1_000_045);
        assertThat(before.month()).isCloseTo(1_000_045 / 1e9 * 23, within(1e-9));
        assertThat(place(alone.after(), bucket).bytes()).isZero();
        assertThat(place(alone.after(), own).objects()).isEqualTo(10);
        assertThat(alone.once().objects()).isZero();
        at.clock.advance(Duration.ofDays(100));
        WhatIf tiers =
                at.keeping.whatIf(
                        List.of(
                                new Rule("cold", 90, 100_005, 1, 1, List.of(bucket)),
                                new Rule("hot", 0, 0, 1, 1, List.of(own))));
        assertThat(place(tiers.after(), bucket).objects()).isEqualTo(5);
        assertThat(place(tiers.after(), own).objects()).isEqualTo(5);
    }

    private static WhatIf.Place place(List<WhatIf.Place> places, long store) {
        return places.stream().filter(p -> p.storeId() == store).findFirst().orElseThrow();
    }

    @Test
    void secretsAreNeitherShownNorKeptInClear() throws Exception {
        String row =
                at.database.with(
                        h ->
                                h.createQuery("SELECT string_agg(s::text, ' ') FROM vault_store s")
                                        .mapTo(String.class)
                                        .one());
        String audit =
                at.database.with(
                        h ->
                                h.createQuery(
                                                "SELECT string_agg(a::text, ' ') FROM platform_audit a")
                                        .mapTo(String.class)
                                        .one());
        assertThat(row + audit + at.keeping.list()).doesNotContain(Keeping.SECRET);
        assertThat(audit).contains("store.add", "store.rules");
    }

    @Test
    void theSamePlaceIsNotAddedTwiceAndWhatIsInUseIsNotTakenOut() throws Exception {
        StoreShown card = at.card("bucket");
        StoreWanted again =
                new StoreWanted("again", StoreKind.S3, card.settings(), Keeping.SECRET, null);
        assertThat(at.keeping.changes().add(Keeping.somebody(), again))
                .isEqualTo(new Outcome.AlreadyOurs("bucket"));
        assertThat(at.keeping.changes().remove(Keeping.somebody(), bucket, false))
                .isInstanceOf(Outcome.InUse.class);
        at.put("blob/a", Keeping.bytes(10));
        at.rules(new Rule("own", 0, 0, 1, 1, List.of(own)));
        assertThat(at.keeping.changes().remove(Keeping.somebody(), bucket, false))
                .isInstanceOf(Outcome.InUse.class);
        at.settle();
        assertThat(at.keeping.changes().remove(Keeping.somebody(), bucket, false))
                .isInstanceOf(Outcome.Done.class);
        assertThat(at.keeping.changes().remove(Keeping.somebody(), own, true))
                .isInstanceOf(Outcome.InUse.class);
    }

    @Test
    void aStoreThatIsLostForGoodIsReplacedByAnother() throws Exception {
        at.put("blob/a", Keeping.bytes(10));
        at.rules(new Rule("own", 0, 0, 1, 1, List.of(own)));
        at.keeping.changes().remove(Keeping.somebody(), bucket, true);
        at.settle();
        assertThat(at.get("blob/a")).isEqualTo(Keeping.bytes(10));
        long back = at.addBucket();
        at.rules(new Rule("both", 0, 0, 2, 1, List.of(own, back)));
        at.settle();
        assertThat(at.card("bucket").blobs()).isEqualTo(1);
    }

    @Test
    void rulesThatCannotBeAreRefused() {
        for (Rule rule :
                List.of(
                        new Rule("", 0, 0, 1, 1, List.of(own)),
                        new Rule("few", 0, 0, 2, 1, List.of(own)),
                        new Rule("quorum", 0, 0, 1, 2, List.of(own, bucket)),
                        new Rule("none", 0, 0, 0, 0, List.of()),
                        new Rule("who", 0, 0, 1, 1, List.of(99L)),
                        new Rule("twice", 0, 0, 2, 1, List.of(own, own)),
                        new Rule("not all", 1, 0, 1, 1, List.of(own)))) {
            assertThat(at.keeping.changes().complaint(List.of(rule))).as(rule.name()).isNotNull();
        }
        assertThat(at.keeping.changes().complaint(List.of())).isNull();
    }
}
