package relais.vault.moving.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.db.Database;
import relais.platform.testing.TestDatabase;
import relais.vault.moving.evidence.PgHash;

class DumpLoadTest {
    @TempDir private Path folder;

    private static final String DUMP =
            """
            /*M!999999\\- enable the sandbox mode */
            -- MariaDB dump
            /*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
            /*!40101 SET NAMES utf8mb4 */;
            /*!40103 SET TIME_ZONE='+00:00' */;
            DROP TABLE IF EXISTS `dossier`;
            /*!40101 SET character_set_client = utf8 */;
            CREATE TABLE `dossier` (
              `id` int(10) unsigned NOT NULL AUTO_INCREMENT,
              `titre` varchar(255) CHARACTER SET latin1 COLLATE latin1_swedish_ci DEFAULT NULL COMMENT 'l''intitulé',
              `ouvert` tinyint(1) NOT NULL DEFAULT 1,
              `rang` tinyint(1) DEFAULT NULL,
              `cree` datetime DEFAULT '0000-00-00 00:00:00',
              `vu` timestamp(3) NULL DEFAULT NULL,
              `montant` decimal(10,2) DEFAULT NULL,
              `etat` enum('ouvert','clos','l''autre') DEFAULT 'ouvert',
              `marques` set('a','b','c') DEFAULT NULL,
              `drapeaux` bit(5) DEFAULT NULL,
              `un` bit(1) DEFAULT b'0',
              `duree` time DEFAULT NULL,
              `an` year(4) DEFAULT NULL,
              `piece` longblob DEFAULT NULL,
              `grand` bigint(20) unsigned DEFAULT NULL,
              `calc` int(11) GENERATED ALWAYS AS (`rang` + 1) VIRTUAL,
              PRIMARY KEY (`id`),
              UNIQUE KEY `t` (`titre`(100)),
              KEY `c` (`cree`)
            ) ENGINE=InnoDB AUTO_INCREMENT=5 DEFAULT CHARSET=utf8mb4 COMMENT='les dossiers; tous';
            LOCK TABLES `dossier` WRITE;
            /*!40000 ALTER TABLE `dossier` DISABLE KEYS */;
            INSERT INTO `dossier` (`id`, `titre`, `ouvert`, `rang`, `cree`, `vu`, `montant`, `etat`, `marques`, `drapeaux`, `un`, `duree`, `an`, `piece`, `grand`) VALUES
            (1,'Un \\'dossier\\' \\\\ d''été\\n€',1,0,'2010-03-01 12:30:00','2010-03-01 12:30:00.500',12.50,'ouvert','a,b',b'10101',b'1','-838:59:59',2010,0x00FF5C,18446744073709551615),
            (2,NULL,0,2,'0000-00-00 00:00:00',NULL,-0.00,'l''autre','',NULL,_binary '\\0','12:00:00',0000,_binary 'a\\0b\\'',0),
            (3,'CafÃ©',1,NULL,'2010-00-00 00:00:00',NULL,NULL,NULL,NULL,0x1F,NULL,NULL,NULL,NULL,NULL),
            (4,'zero\\0',1,NULL,NULL,NULL,'7',NULL,NULL,NULL,NULL,NULL,NULL,X'4142',NULL),
            (5,'too few',1),
            (6,'odd',CURRENT_TIMESTAMP(),NULL,NULL,NULL,'7',NULL,NULL,NULL,NULL,NULL,NULL,X'4142',NULL);
            /*!40000 ALTER TABLE `dossier` ENABLE KEYS */;
            UNLOCK TABLES;
            /*!50001 CREATE VIEW `v` AS SELECT 1 AS `x` */;
            DELIMITER ;;
            /*!50003 CREATE*/ /*!50017 DEFINER=`root`@`localhost`*/ /*!50003 TRIGGER `t1` BEFORE INSERT ON `dossier` FOR EACH ROW BEGIN
              -- it's a comment; with ' and ;
              SET NEW.titre = ';;';
            END */;;
            DELIMITER ;
            """;

    @Test
    void everyKindOfValueArrivesAsItWas() throws Exception {
        Path dump = folder.resolve("old.sql");
        Files.writeString(dump, DUMP);
        try (Database database = TestDatabase.fresh("vault")) {
            MovedDump moved = MovedDump.of(database, "old", dump);
            assertThat(moved.list("SELECT t::text FROM legacy_old.dossier t ORDER BY id"))
                    .containsExactly(
                            "(1,\"Un 'dossier' \\\\ d'été\n€\",t,0,\"2010-03-01 12:30:00\",\"2010-03-01 12:30:00.5+00\",12.50,ouvert,\"{a,b}\",10101,t,-838:59:59,2010,\"\\\\x00ff5c\",18446744073709551615)",
                            "(2,,f,2,,,0.00,l'autre,{},,f,12:00:00,0,\"\\\\x61006227\",0)",
                            "(3,CafÃ©,t,,,,,,,11111,,,,,)",
                            "(4,zero\ufffd,t,,,,7.00,,,,,,,\"\\\\x4142\",)");
            assertThat(moved.rejects())
                    .containsExactly(
                            "dossier.cree: is a date with a part missing",
                            "dossier.titre: PostgreSQL's texts hold no NUL",
                            "dossier.: 3 values for 15 columns",
                            "dossier.: is no literal: CURRENT_TIMESTAMP");
            assertThat(moved.findings())
                    .anyMatch(f -> f.startsWith("encoded-twice: dossier.titre: 1 of 3"))
                    .anyMatch(f -> f.startsWith("left-out: view v"))
                    .anyMatch(f -> f.startsWith("left-out: trigger t1"));
            assertSame(moved, "dossier");
            assertThat(moved.read("dossier").least()).isEqualTo("1");
            assertThat(moved.read("dossier").greatest()).isEqualTo("4");
        }
    }

    static void assertSame(MovedDump moved, String table) throws Exception {
        var read = moved.read(table);
        var kept = moved.kept(table);
        assertThat(kept.rows()).isEqualTo(read.rows());
        for (int i = 0; i < read.columns().size(); i++) {
            assertThat(kept.columns().get(i).nulls())
                    .as("nulls of " + i)
                    .isEqualTo(read.columns().get(i).nulls());
            assertThat(kept.columns().get(i).hash())
                    .as(table + " column " + moved.tables().get(table).filled().get(i))
                    .isEqualTo(read.columns().get(i).hash());
        }
        assertThat(kept.rowHash()).isEqualTo(read.rowHash());
        assertThat(kept.least()).isEqualTo(read.least());
        assertThat(kept.greatest()).isEqualTo(read.greatest());
    }

    @Test
    void numbersAndMomentsThatDifferInOneHalfOnlyHaveSumsOfTheirOwn() throws Exception {
        List<List<String>> alike =
                List.of(
                        List.of("-1", "'2000-01-01 00:00:00.000000'"),
                        List.of("4294967295", "'2000-01-01 01:11:34.967297'"),
                        List.of("0", "'1999-12-31 23:59:59.999999'"),
                        List.of("4294967297", "'9999-12-31 23:59:59.999999'"),
                        List.of("-4294967298", "'1970-01-01 00:00:00.000001'"));
        try (Database database = TestDatabase.fresh("vault")) {
            Set<String> numbers = new HashSet<>();
            Set<String> moments = new HashSet<>();
            for (int i = 0; i < alike.size(); i++) {
                String dump =
                        """
                        CREATE TABLE `t` (`n` bigint(20) NOT NULL, `am` datetime(6) NOT NULL,
                          PRIMARY KEY (`n`));
                        INSERT INTO `t` VALUES (%s);
                        """
                                .formatted(String.join(",", alike.get(i)));
                Path file = Files.writeString(folder.resolve("half" + i + ".sql"), dump);
                MovedDump moved = MovedDump.of(database, "half" + i, file);
                assertSame(moved, "t");
                numbers.add(moved.kept("t").columns().get(0).hash());
                moments.add(moved.kept("t").columns().get(1).hash());
            }
            assertThat(numbers).hasSameSizeAs(alike);
            assertThat(moments).hasSameSizeAs(alike);
        }
    }

    @Test
    void hashesAreThoseOfPostgresql() {
        try (Database database = TestDatabase.fresh("vault")) {
            for (int length = 0; length < 40; length++) {
                String text = "àbcdefghijklmnopqrstuvwxyz0123456789ABCDE".substring(0, length);
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                long ours = PgHash.of(bytes, 0, bytes.length);
                assertThat(ours)
                        .isEqualTo(
                                database.with(
                                        h ->
                                                h.createQuery(
                                                                "SELECT hashtextextended(:t COLLATE \"C\", 0)")
                                                        .bind("t", text)
                                                        .mapTo(Long.class)
                                                        .one()));
                assertThat(PgHash.chain(ours, ~ours))
                        .isEqualTo(
                                database.with(
                                        h ->
                                                h.createQuery("SELECT hashint8extended(:a, :b)")
                                                        .bind("a", ours)
                                                        .bind("b", ~ours)
                                                        .mapTo(Long.class)
                                                        .one()));
            }
        }
    }

    /** Alone PostgreSQL folds the two halves of a number into one. */
    @Test
    void allBitsOfAValuesHashCountInTheSumOverItsRow() {
        try (Database database = TestDatabase.fresh("vault")) {
            Random random = new Random(8);
            for (int i = 0; i < 20; i++) {
                long value = random.nextLong();
                long before = random.nextLong();
                long alike = value ^ 0x0001000000010000L;
                assertThat(PgHash.chain(alike, before)).isEqualTo(PgHash.chain(value, before));
                assertThat(PgHash.ofRow(alike, before)).isNotEqualTo(PgHash.ofRow(value, before));
                assertThat(PgHash.ofRow(value, before))
                        .isEqualTo(
                                database.with(
                                        h ->
                                                h.createQuery(
                                                                "SELECT hashint8extended(:a,"
                                                                        + " :b # (:a >> 32))")
                                                        .bind("a", value)
                                                        .bind("b", before)
                                                        .mapTo(Long.class)
                                                        .one()));
            }
        }
    }
}
