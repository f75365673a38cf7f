package relais.vault.moving.load;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** A dump like that of a business application: a few hundred bytes a row, mixed types. */
final class GeneratedDump {
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

    private GeneratedDump() {}

    static void write(Path to, int rows, long seed) throws IOException {
        Random random = new Random(seed);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(to), 1 << 20)) {
            print(out, TABLE);
            String words =
                    "le dossier de l\\'été numéro pièce jointe à voir ; (annexe), reçu \\\"lu\\\" ";
            for (int i = 1; i <= rows; i++) {
                print(out, i % 2_000 == 1 ? "INSERT INTO `document` VALUES " : ",");
                int cut = random.nextInt(20);
                String title = words.substring(cut).replaceFirst("^[\\\\'\"]+", "");
                print(
                        out,
                        "(%d,%d,'%s %d','\\\\\\\\srv\\\\docs\\\\%d\\\\%d.pdf',%d,'2012-%02d-%02d 12:30:%02d',%s,%d,'valide',%d.%02d,'%s')"
                                .formatted(
                                        i,
                                        i / 7 + 1,
                                        title,
                                        i,
                                        i % 1000,
                                        i,
                                        random.nextInt(1 << 30),
                                        1 + i % 12,
                                        1 + i % 28,
                                        i % 60,
                                        i % 3 == 0 ? "NULL" : "'2013-02-03 01:02:03'",
                                        i % 2,
                                        i % 10_000,
                                        i % 100,
                                        i % 5 == 0 ? words.repeat(6) : ""));
                if (i % 2_000 == 0 || i == rows) {
                    print(out, ";\n");
                }
            }
            print(out, "-- Dump completed\n");
        }
    }

    private static void print(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
