package relais.platform.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import relais.platform.testing.TestDatabase;

class BinaryCopyTest {
    @Test
    void everyTypeComesBackAsItWentIn() {
        try (Database database = TestDatabase.fresh()) {
            database.useTransaction(
                    tx -> {
                        tx.execute(
                                "create table t (a bigint, b int, c smallint, d real, e boolean,"
                                        + " f timestamptz, g text, h jsonb, i bigint)");
                        Instant at = Instant.parse("2026-03-01T12:34:56.789012Z");
                        new BinaryCopy(9)
                                .row()
                                .int8(-7)
                                .int4(8)
                                .int2(9)
                                .real(0.5f)
                                .bool(true)
                                .timestamptz(at)
                                .text("ça\0va 😀")
                                .jsonb("{\"x\": 1}".getBytes())
                                .int8OrNull(null)
                                .into(tx, "t (a, b, c, d, e, f, g, h, i)");
                        var row = tx.createQuery("select * from t").mapToMap().one();
                        assertThat(row)
                                .containsEntry("a", -7L)
                                .containsEntry("b", 8)
                                .containsEntry("c", 9)
                                .containsEntry("e", true)
                                .containsEntry("g", "ça\ufffdva 😀")
                                .containsEntry("i", null);
                        assertThat(tx.createQuery("select f from t").mapTo(Instant.class).one())
                                .isEqualTo(at);
                    });
        }
    }

    @Test
    void decimalsOfAnySizeAndSignComeBackExactly() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        List<BigDecimal> sent =
                new ArrayList<>(
                        List.of(
                                BigDecimal.ZERO,
                                new BigDecimal("0.00"),
                                new BigDecimal("-0.0001"),
                                new BigDecimal("10000"),
                                new BigDecimal("1E+9"),
                                new BigDecimal("9999.99999")));
        for (int i = 0; i < 500; i++) {
            sent.add(
                    new BigDecimal(
                            new BigInteger(1 + random.nextInt(120), random),
                            random.nextInt(30) - 5));
            sent.add(sent.getLast().negate());
        }
        try (Database database = TestDatabase.fresh()) {
            List<BigDecimal> back =
                    database.inTransaction(
                            tx -> {
                                tx.execute("create table t (i int, n numeric)");
                                BinaryCopy rows = new BinaryCopy(2);
                                for (int i = 0; i < sent.size(); i++) {
                                    rows.row().int4(i).numeric(sent.get(i));
                                }
                                rows.into(tx, "t (i, n)");
                                return tx.createQuery("select n from t order by i")
                                        .mapTo(BigDecimal.class)
                                        .list();
                            });
            assertThat(back).usingElementComparator(BigDecimal::compareTo).isEqualTo(sent);
        }
    }
}
