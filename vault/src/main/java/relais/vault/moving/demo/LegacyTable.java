package relais.vault.moving.demo;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * A dump as mysqldump writes it of one table as long as is wanted, the same each time: eleven
 * columns of eight types, 290 bytes a row, a fifth of them with a text of 500.
 */
public final class LegacyTable {
    private static final int ROWS_A_STATEMENT = 2_000;
    private static final long SEED = 1;
    private static final String TABLE =
            """
            -- MariaDB dump
            /*!40101 SET NAMES utf8mb4 */;
            /*!40103 SET TIME_ZONE='+00:00' */;
            CREATE TABLE `document` (
              `id` int(10) unsigned NOT NULL AUTO_INCREMENT,
              `dossier_id` int(10) unsigned NOT NULL,
              `titre` varchar(255) CHARACTER SET latin1 NOT NULL,
              `chemin` varchar(500) NOT NULL,
              `taille` bigint(20) DEFAULT NULL,
              `cree` datetime NOT NULL,
              `vu` timestamp NULL DEFAULT NULL,
              `actif` tinyint(1) NOT NULL DEFAULT 1,
              `etat` enum('brouillon','valide','clos') NOT NULL,
              `montant` decimal(10,2) DEFAULT NULL,
              `texte` mediumtext,
              PRIMARY KEY (`id`)
            ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
            """;
    private static final String WORDS =
            "le dossier de l\\'été numéro pièce jointe à voir ; (annexe), reçu \\\"lu\\\" ";

    private LegacyTable() {}

    public static void write(Path to, int rows) throws IOException {
        SplittableRandom random = new SplittableRandom(SEED);
        String text = WORDS.repeat(6);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(to), 1 << 20)) {
            print(out, TABLE);
            for (int i = 1; i <= rows; i++) {
                boolean first = i % ROWS_A_STATEMENT == 1;
                print(out, first ? "INSERT INTO `document` VALUES " : ",");
                print(out, row(i, text, random));
                if (i % ROWS_A_STATEMENT == 0 || i == rows) {
                    print(out, ";\n");
                }
            }
            print(out, "-- Dump completed\n");
        }
    }

    private static String row(int i, String text, SplittableRandom random) {
        String title = WORDS.substring(random.nextInt(20)).replaceFirst("^[\\\\'\"]+", "");
        return "(%d,%d,'%s %d','\\\\\\\\srv\\\\docs\\\\%d\\\\%d.pdf',%d,'2012-%02d-%02d 12:30:%02d',%s,%d,'valide',%d.%02d,'%s')"
                .formatted(
                        i,
                        i / 7 + 1,
                        title,
                        i,
                        i % 1_000,
                        i,
                        random.nextInt(1 << 30),
                        1 + i % 12,
                        1 + i % 28,
                        i % 60,
                        i % 3 == 0 ? "NULL" : "'2013-02-03 01:02:03'",
                        i % 2,
                        i % 10_000,
                        i % 100,
                        i % 5 == 0 ? text : "");
    }

    private static void print(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
