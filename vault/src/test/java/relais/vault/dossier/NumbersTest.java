package relais.vault.dossier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import relais.platform.identity.Caller;
import relais.vault.access.Level;
import relais.vault.access.Outcome;
import relais.vault.testing.Office;
import relais.vault.type.NumberPattern;

class NumbersTest {
    private static final int WRITERS = 6;
    private static final int EACH = 25;

    @Test
    void manyWhoOpenAtOnceLeaveNoGapAndNoNumberTwice() throws Exception {
        try (Office office = new Office();
                ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
            Caller ana = office.somebody("Ana", "clerks", Office.CLERK);
            long type = office.type("aid", "clerks", Level.WRITE);
            List<Future<?>> writers = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                writers.add(
                        threads.submit(
                                () -> {
                                    for (int i = 0; i < EACH; i++) {
                                        office.open(ana, type, "x", Map.of("person", "p"));
                                        failed(office, ana, type);
                                    }
                                }));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
            List<String> numbers =
                    office.database.with(
                            h ->
                                    h.createQuery(
                                                    "SELECT number FROM vault_dossier ORDER BY number")
                                            .mapTo(String.class)
                                            .list());
            assertThat(numbers)
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, WRITERS * EACH)
                                    .mapToObj("AID-2026-%05d"::formatted)
                                    .toList());
        }
    }

    /** What is refused, or rolled back after its number was given, uses no number up. */
    private static void failed(Office office, Caller caller, long type) {
        Dossiers.NewDossier fits =
                new Dossiers.NewDossier(type, "y", Map.of("person", "p"), false, List.of());
        office.database.useTransaction(
                tx -> {
                    assertThat(office.dossiers.create(tx, caller, fits))
                            .isInstanceOf(Outcome.Ok.class);
                    tx.rollback();
                });
    }

    @Test
    void patternsAreReadAndFilled() {
        assertThat(NumberPattern.of("AID-{year}-{n:5}").orElseThrow().number(2026, 42))
                .isEqualTo("AID-2026-00042");
        assertThat(NumberPattern.of("{n}").orElseThrow().series(2026)).isZero();
        for (String wrong : List.of("", "AID", "{n}{n}", "{n:0}", "{year}", "{m}", "a\n{n}")) {
            assertThat(NumberPattern.of(wrong)).as(wrong).isEmpty();
        }
    }
}
