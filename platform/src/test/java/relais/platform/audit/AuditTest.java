package relais.platform.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import relais.platform.db.Database;
import relais.platform.identity.Caller;
import relais.platform.testing.SettableClock;
import relais.platform.testing.TestDatabase;

class AuditTest {
    private static final Caller ANA =
            new Caller(7, "Ana Ndayizeye", Set.of(), true, Set.of(), Locale.FRENCH);

    private static Database database;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T08:00:00Z"));
    private final Audit audit = new Audit(clock);

    @BeforeAll
    static void open() {
        database = TestDatabase.fresh();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void empty() {
        database.useTransaction(
                tx -> {
                    tx.execute("DELETE FROM platform_audit");
                    tx.execute(
                            "UPDATE platform_audit_end SET id = 0, hash = decode(repeat('00', 32), 'hex')");
                });
    }

    @Test
    void anUntouchedLogIsIntact() {
        assertThat(audit.verify(database)).isEqualTo(new Verdict.Intact(0, "0".repeat(64)));
        write(5);
        assertThat(audit.verify(database))
                .isInstanceOfSatisfying(
                        Verdict.Intact.class, intact -> assertThat(intact.count()).isEqualTo(5));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE platform_audit SET details = '{}' WHERE id = 3|3",
                "UPDATE platform_audit SET who = 'Eve' WHERE id = 1|1",
                "UPDATE platform_audit SET at = at + interval '1 microsecond' WHERE id = 4|4",
                "UPDATE platform_audit SET action = 'poll.start ' WHERE id = 2|2",
                "DELETE FROM platform_audit WHERE id = 2|2",
                "DELETE FROM platform_audit WHERE id = 5|5",
                "DELETE FROM platform_audit|1",
                "UPDATE platform_audit_end SET id = 4, hash = (SELECT hash FROM platform_audit WHERE id = 4)|5",
                "INSERT INTO platform_audit SELECT 6, at, user_id, who, action, subject, details, hash FROM platform_audit WHERE id = 5|6",
                "UPDATE platform_audit a SET hash = b.hash FROM platform_audit b WHERE a.id = 3 AND b.id = 2|3",
            })
    void whoeverTouchesItIsFoundOut(String deed, long at) {
        write(5);
        database.useTransaction(tx -> tx.execute(deed));
        assertThat(audit.verify(database))
                .isInstanceOfSatisfying(
                        Verdict.Broken.class, broken -> assertThat(broken.id()).isEqualTo(at));
    }

    @Test
    void anEntryLivesAndDiesWithItsTransaction() {
        assertThatThrownBy(
                        () ->
                                database.useTransaction(
                                        tx -> {
                                            audit.record(tx, ANA, "poll.start", "poll:1", Map.of());
                                            throw new IllegalStateException("no");
                                        }))
                .hasMessage("no");
        assertThat(audit.page(database, "", 0, 10)).isEmpty();
        write(1);
        assertThat(audit.page(database, "", 0, 10)).extracting(AuditEntry::id).containsExactly(1L);
    }

    @Test
    void writersAtOnceMakeOneChain() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Void>> writers =
                    IntStream.range(0, 20)
                            .mapToObj(
                                    i ->
                                            (Callable<Void>)
                                                    () -> {
                                                        write(5);
                                                        return null;
                                                    })
                            .toList();
            for (var done : threads.invokeAll(writers)) {
                done.get();
            }
        }
        assertThat(audit.verify(database))
                .isInstanceOfSatisfying(
                        Verdict.Intact.class, intact -> assertThat(intact.count()).isEqualTo(100));
    }

    @Test
    void entriesAreFoundByWordsAndPaged() {
        write(5);
        database.useTransaction(
                tx -> audit.record(tx, ANA, "user.create", "user:3", Map.of("name", "Zoé\0_%")));
        assertThat(audit.page(database, "USER:3", 0, 10)).hasSize(1);
        assertThat(audit.page(database, "zoé", 0, 10)).hasSize(1);
        assertThat(audit.page(database, "%", 0, 10)).hasSize(1);
        assertThat(audit.page(database, "", 3, 10))
                .extracting(AuditEntry::id)
                .containsExactly(2L, 1L);
        assertThat(audit.verify(database)).isInstanceOf(Verdict.Intact.class);
    }

    private void write(int count) {
        for (int i = 0; i < count; i++) {
            clock.advance(Duration.ofNanos(1_234_567));
            int number = i;
            database.useTransaction(
                    tx ->
                            audit.record(
                                    tx, ANA, "poll.start", "poll:" + number, Map.of("n", number)));
        }
    }
}
