package relais.vault.moving.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.db.Database;
import relais.platform.testing.TestDatabase;
import relais.vault.moving.dump.Table;

/** What the real MariaDB holds and the real mariadb-dump writes arrives value by value. */
class MariaDbDumpTest {
    private static final List<String> TYPES =
            List.of(
                    "tinyint(1)",
                    "tinyint(3) unsigned",
                    "smallint unsigned zerofill",
                    "mediumint",
                    "int unsigned",
                    "int",
                    "bigint",
                    "bigint unsigned",
                    "decimal(12,4)",
                    "decimal(65,30)",
                    "bit(1)",
                    "bit(13)",
                    "bit(64)",
                    "date",
                    "datetime(6)",
                    "timestamp(3) NULL",
                    "time(2)",
                    "year",
                    "char(20)",
                    "varchar(80) CHARACTER SET latin1",
                    "varchar(80) CHARACTER SET utf8mb3",
                    "varchar(60) CHARACTER SET cp1251",
                    "text",
                    "longtext CHARACTER SET latin1",
                    "enum('a','b''c','d\\\\e','é,è')",
                    "set('x','y\"z','é')",
                    "varbinary(50)",
                    "longblob",
                    "varchar(40) CHARACTER SET ucs2");

    private static final String SIGNS = "ab'\"\\`;,()%_-- \n\r\t\u001a\b/*!*/#é€œ\u0081àЖ漢😀\\n";

    private static final List<List<String>> OPTIONS =
            List.of(
                    List.of(),
                    List.of("--hex-blob"),
                    List.of("--skip-extended-insert", "--complete-insert"),
                    List.of("--default-character-set=latin1", "--hex-blob"),
                    List.of("--default-character-set=binary"),
                    List.of("--skip-opt", "--quote-names", "--replace"),
                    List.of("--net-buffer-length=4096", "--skip-quote-names"));

    @TempDir private static Path folder;
    private static MariaDb old;

    @BeforeAll
    static void start() throws Exception {
        old = MariaDb.start(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        if (old != null) {
            old.close();
        }
    }

    @Test
    void hostileValuesOfRandomTablesComeBackEqual() throws Exception {
        long seed = Long.getLong("relais.seed", System.nanoTime());
        long until = System.nanoTime() + 8_000_000_000L;
        for (int round = 0; round < 14 && System.nanoTime() < until; round++) {
            compare(seed + round, OPTIONS.get(round % OPTIONS.size()));
        }
    }

    private void compare(long seed, List<String> options) throws Exception {
        Random random = new Random(seed);
        old.sql("", "DROP DATABASE IF EXISTS f; CREATE DATABASE f");
        List<String> types = new ArrayList<>();
        for (int i = 0; i < 3 + random.nextInt(8); i++) {
            types.add(TYPES.get(random.nextInt(TYPES.size())));
        }
        StringBuilder table =
                new StringBuilder("CREATE TABLE t (id int AUTO_INCREMENT PRIMARY KEY");
        for (int i = 0; i < types.size(); i++) {
            table.append(", `c").append(i).append("` ").append(types.get(i));
        }
        old.sql("f", table + ") DEFAULT CHARSET=utf8mb4");
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        rows.writeBytes("SET time_zone='+00:00';\n".getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < 40; i++) {
            rows.writeBytes(insert(random, types).getBytes(StandardCharsets.UTF_8));
        }
        old.sql("f", rows.toByteArray());
        Path dump = old.dump("f", options.toArray(String[]::new));
        try (Database database = TestDatabase.fresh("vault")) {
            MovedDump moved = MovedDump.of(database, "f", dump);
            Table read = moved.tables().get("t");
            String as = "seed " + seed + "L, " + options + ", " + types;
            // latin1 dumps have '?' for what latin1 does not have, as MariaDB itself would restore.
            if (!options.contains("--default-character-set=latin1")) {
                List<String> ours = new ArrayList<>(moved.values(read));
                List<String> theirs = new ArrayList<>(MovedDump.values(old, "f", read));
                theirs.removeAll(moved.values(read));
                ours.removeAll(MovedDump.values(old, "f", read));
                assertThat(ours).as(as).isEqualTo(theirs);
            }
            assertThat(moved.rejects()).as(as).isEmpty();
            DumpLoadTest.assertSame(moved, "t");
        }
    }

    private static String insert(RandomGenerator random, List<String> types) {
        List<String> values = new ArrayList<>();
        for (String type : types) {
            values.add(random.nextInt(8) == 0 ? "NULL" : value(random, type));
        }
        return "INSERT IGNORE INTO t VALUES (NULL," + String.join(",", values) + ");\n";
    }

    private static String value(RandomGenerator random, String type) {
        String kind = type.replaceAll("[ (].*", "");
        return switch (kind) {
            case "tinyint", "smallint", "mediumint", "int", "bigint" ->
                    "" + (random.nextLong() >> random.nextInt(64));
            case "decimal" ->
                    "" + (random.nextLong() >> random.nextInt(64)) + "." + random.nextInt(100_000);
            case "bit" ->
                    "b'" + Long.toBinaryString(random.nextLong() >>> random.nextInt(64)) + "'";
            case "date", "datetime", "timestamp" ->
                    random.nextInt(6) == 0
                            ? "'0000-00-00'"
                            : "'%04d-%02d-%02d %02d:%02d:%02d.%06d'"
                                    .formatted(
                                            1971 + random.nextInt(60),
                                            1 + random.nextInt(12),
                                            1 + random.nextInt(28),
                                            random.nextInt(24),
                                            random.nextInt(60),
                                            random.nextInt(60),
                                            random.nextInt(1_000_000));
            case "time" ->
                    "'%s%02d:%02d:%02d.%02d'"
                            .formatted(
                                    random.nextBoolean() ? "-" : "",
                                    random.nextInt(839),
                                    random.nextInt(60),
                                    random.nextInt(60),
                                    random.nextInt(100));
            case "year" -> "" + (1901 + random.nextInt(250));
            case "enum", "set" -> "" + random.nextInt(6);
            case "varbinary", "longblob" -> bytes(random);
            default -> text(random);
        };
    }

    private static String bytes(RandomGenerator random) {
        byte[] bytes = new byte[random.nextInt(50)];
        random.nextBytes(bytes);
        return bytes.length == 0 ? "''" : "0x" + HexFormat.of().formatHex(bytes);
    }

    private static String text(RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        int[] signs = SIGNS.codePoints().toArray();
        for (int i = 0; i < random.nextInt(40); i++) {
            text.appendCodePoint(signs[random.nextInt(signs.length)]);
        }
        byte[] utf8 = text.toString().getBytes(StandardCharsets.UTF_8);
        return utf8.length == 0
                ? "''"
                : "CONVERT(0x" + HexFormat.of().formatHex(utf8) + " USING utf8mb4)";
    }
}
