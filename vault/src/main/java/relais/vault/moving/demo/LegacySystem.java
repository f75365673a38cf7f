package relais.vault.moving.demo;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** A generated old system; the same seed gives the same one. */
public final class LegacySystem {
    private static final Charset CP1252 = Charset.forName("windows-1252");
    private static final LocalDate FIRST = LocalDate.of(2009, 1, 5);
    private static final int DAYS = 4_000;
    private static final int LARGEST_FILE = 12_000;

    /** One of so many documents has the defect. */
    private static final int MISSING = 97;

    private static final int ORPHAN = 89;
    private static final int DECOMPOSED = 31;
    private static final int ODD_NAME = 53;
    private static final int COLLISION = 71;
    private static final int LONG_PATH = 101;

    private static final String[] SUBJECTS = {
        "Aide au logement", "Réclamation d’eau", "Acte de naissance", "Succession", "Bourse d’été",
        "Litige foncier", "Secours à l’enfance", "Pension", "Œuvre sociale", "Marché n° 12"
    };
    private static final String[] NAMES = {
        "Dupont", "Nsengiyumva", "Uwimana", "Lefèvre", "Ndayizeye", "Benoît", "Muller", "Éloïse"
    };
    private static final String[] PIECES = {
        "demande", "décision", "pièce d’identité", "reçu", "courrier", "plan", "été 2012", "annexe"
    };
    private static final String[] ENDINGS = {"pdf", "txt", "jpg", "doc", "PDF"};

    private final Path share;
    private final int documents;
    private final RandomGenerator random;

    private LegacySystem(Path folder, int documents, long seed) {
        this.share = folder.resolve("share");
        this.documents = documents;
        this.random = new SplittableRandom(seed);
    }

    /**
     * Writes {@code patronus.sql} and the folder {@code share}.
     *
     * @param documents how many; about a quarter as many dossiers come with them
     */
    public static void write(Path folder, int documents, long seed) throws IOException {
        new LegacySystem(folder, documents, seed).write(folder.resolve("patronus.sql"));
    }

    private void write(Path dump) throws IOException {
        Files.createDirectories(share);
        try (DumpWriter out = new DumpWriter(Files.newOutputStream(dump))) {
            out.line(LegacySchema.HEAD);
            people(out);
            int dossiers = Math.max(1, documents / 4);
            dossiers(out, dossiers);
            out.table("document", LegacySchema.DOCUMENT);
            for (int id = 1; id <= documents; id++) {
                document(out, id, 1 + random.nextInt(dossiers));
            }
            out.end();
            out.line("-- Dump completed on 2026-11-02 10:00:00\n");
        }
    }

    private void people(DumpWriter out) throws IOException {
        out.table("groupe", LegacySchema.GROUPE);
        out.row(1, "Guichet");
        out.row(2, "Direction");
        out.end();
        out.table("utilisateur", LegacySchema.UTILISATEUR);
        for (int i = 0; i < NAMES.length; i++) {
            out.row(i + 1, "u" + i, NAMES[i], 1 + i % 2, i % 5 == 4 ? 0 : 1);
        }
        out.end();
        out.table("type_dossier", LegacySchema.TYPE_DOSSIER);
        out.row(1, "AID", "Aide sociale");
        out.row(2, "CIV", "État civil");
        out.end();
    }

    private void dossiers(DumpWriter out, int count) throws IOException {
        out.table("dossier", LegacySchema.DOSSIER);
        for (int id = 1; id <= count; id++) {
            LocalDate opened = FIRST.plusDays(random.nextInt(DAYS));
            boolean closed = random.nextInt(3) == 0;
            String title = SUBJECTS[random.nextInt(SUBJECTS.length)] + " " + id;
            out.row(
                    id,
                    "P-%d-%05d".formatted(opened.getYear(), id),
                    id % 13 == 0 ? twice(title) : title,
                    1 + id % 2,
                    closed ? "clos" : id % 7 == 0 ? "attente" : "ouvert",
                    id % 41 == 0 ? opened.getYear() + "-00-00" : opened.toString(),
                    closed ? opened.plusDays(90) + " 17:00:00" : "0000-00-00 00:00:00",
                    1 + random.nextInt(NAMES.length),
                    id % 29 == 0 ? 1 : 0,
                    id % 3 == 0 ? "Vu l'usager ;\nrappeler \"demain\" \\ après midi" : null);
        }
        out.end();
        out.table("personne", LegacySchema.PERSONNE);
        for (int id = 1; id <= count; id++) {
            out.row(
                    id,
                    NAMES[random.nextInt(NAMES.length)],
                    NAMES[random.nextInt(NAMES.length)],
                    "19%02d-%02d-00".formatted(random.nextInt(100), random.nextInt(13)));
        }
        out.end();
        out.table("dossier_personne", LegacySchema.DOSSIER_PERSONNE);
        for (int id = 1; id <= count; id++) {
            out.row(id, id, "demandeur");
        }
        out.end();
        out.table("lien_dossier", LegacySchema.LIEN);
        for (int id = 2; id <= count; id += 5) {
            out.row(id, id - 1, "suite");
        }
        out.end();
    }

    /** UTF-8 taken for latin1, as an old client wrote it. */
    private static String twice(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), CP1252);
    }

    private void document(DumpWriter out, int id, int dossier) throws IOException {
        LocalDate day = FIRST.plusDays(random.nextInt(DAYS));
        String piece = PIECES[random.nextInt(PIECES.length)];
        String name = piece + " " + id + "." + ENDINGS[random.nextInt(ENDINGS.length)];
        if (id % ODD_NAME == 0) {
            name = piece + " " + id + " #%&.txt.";
        }
        String folder = "%d/%05d".formatted(day.getYear(), dossier);
        if (id % LONG_PATH == 0) {
            folder +=
                    "/" + "un dossier au nom très long ".repeat(4).strip() + "/" + "x".repeat(180);
        }
        byte[] content = new byte[random.nextInt(LARGEST_FILE)];
        random.nextBytes(content);
        if (id % MISSING != 0) {
            // A Mac wrote some: its names are decomposed, the database's are not.
            file(folder, id % DECOMPOSED == 0 ? decomposed(name) : name, content, day);
        }
        if (id % ORPHAN == 0) {
            file(folder, "Thumbs " + id + ".db", content, day);
        }
        if (id % COLLISION == 0) {
            file(folder, name.toUpperCase(java.util.Locale.ROOT), new byte[] {1}, day);
        }
        out.row(
                id,
                dossier,
                name,
                "\\\\srv-fichiers\\patronus\\" + (folder + "/" + name).replace('/', '\\'),
                content.length,
                day + " 09:30:00",
                1 + random.nextInt(NAMES.length));
    }

    private static String decomposed(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFD);
    }

    private void file(String folder, String name, byte[] content, LocalDate day)
            throws IOException {
        // Windows takes dots away from a name's end; the database still has them.
        Path file = share.resolve(folder).resolve(name.replaceAll("\\.+$", ""));
        Files.createDirectories(file.resolveSibling("."));
        Files.write(file, content);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse(day + "T09:30:00Z")));
    }
}
