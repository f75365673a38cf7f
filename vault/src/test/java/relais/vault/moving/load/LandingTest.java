package relais.vault.moving.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.db.Database;
import relais.platform.testing.TestDatabase;

/** What a column holds at a dump's end need not be what it held for the first megabytes. */
class LandingTest {
    private static final int MANY = 40_000;
    private static final String TABLE =
            """
            SET NAMES utf8mb4;
            CREATE TABLE `piece` (
              `id` int NOT NULL, `actif` tinyint(1) NOT NULL, `lu` tinyint(1) NOT NULL,
              `cree` datetime NOT NULL, `texte` longtext, PRIMARY KEY (`id`));
            """;

    @TempDir private Path folder;

    private static String rows(int from, int to) {
        StringBuilder rows = new StringBuilder("INSERT INTO `piece` VALUES ");
        for (int i = from; i < to; i++) {
            rows.append(i == from ? "" : ",")
                    .append("(%d,%d,1,'2012-03-04 05:06:07','a few words')".formatted(i, i % 2));
        }
        return rows.append(";\n").toString();
    }

    private MovedDump moved(Database database, String dump) throws Exception {
        Path file = folder.resolve("old.sql");
        Files.writeString(file, TABLE + dump);
        MovedDump moved = MovedDump.begin(database, "old");
        moved.load(file, 1 << 20);
        DumpLoadTest.assertSame(moved, "piece");
        assertThat(moved.rejects()).isEmpty();
        return moved;
    }

    private static String types(MovedDump moved) {
        return moved.one(
                """
                SELECT string_agg(attname || ' ' || atttypid::regtype
                    || CASE WHEN attnotnull THEN ' not null' ELSE '' END, ', ' ORDER BY attnum)
                FROM pg_attribute WHERE attrelid = 'legacy_old.piece'::regclass AND attnum > 0
                """);
    }

    @Test
    void aFlagThatLaterHoldsATwoAndADateThatLaterIsNoneKeepWhatTheyHold() throws Exception {
        try (Database database = TestDatabase.fresh("vault")) {
            MovedDump moved =
                    moved(
                            database,
                            rows(0, MANY)
                                    + "INSERT INTO `piece` VALUES (90000,2,0,'0000-00-00 00:00:00',NULL);\n"
                                    + rows(MANY, 2 * MANY));
            assertThat(types(moved))
                    .isEqualTo(
                            "id integer not null, actif smallint not null, lu boolean not null,"
                                    + " cree timestamp without time zone, texte text");
            assertThat(moved.one("SELECT sum(actif) || ' ' || count(cree) FROM legacy_old.piece"))
                    .isEqualTo((MANY + 2) + " " + 2 * MANY);
        }
    }

    /** What the row holds is not known when its beginning is copied. */
    @Test
    void aRowThatGoesInPartsMayHoldAnything() throws Exception {
        String text = "lorem ipsum ".repeat(300_000);
        try (Database database = TestDatabase.fresh("vault")) {
            MovedDump moved =
                    moved(
                            database,
                            rows(0, MANY)
                                    + "INSERT INTO `piece` (id,lu,texte,cree,actif) VALUES (90000,1,'"
                                    + text
                                    + "','0000-00-00 00:00:00',1);\n"
                                    + rows(MANY, 2 * MANY));
            assertThat(types(moved))
                    .isEqualTo(
                            "id integer not null, actif boolean not null, lu boolean not null,"
                                    + " cree timestamp without time zone, texte text");
            assertThat(
                            moved.one(
                                    "SELECT length(texte)::text FROM legacy_old.piece WHERE id = 90000"))
                    .isEqualTo(String.valueOf(text.length()));
        }
    }
}
