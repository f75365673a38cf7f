package relais.app.demo;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.random.RandomGenerator;
import relais.platform.identity.Caller;
import relais.vault.Records;
import relais.vault.document.Actor;
import relais.vault.document.Condition;
import relais.vault.document.Document;
import relais.vault.document.DocumentPath;
import relais.vault.document.Documents;
import relais.vault.document.Outcome;
import relais.vault.share.Shares;

/** Puts papers into the folders of dossiers. */
final class OfficeShelves {
    private static final Duration GIVEN_FOR = Duration.ofDays(14);
    private static final int MOST_PHOTOS = 24;
    private static final int MINUTES = 30;

    private static final List<String> PAPERS =
            List.of(
                    "/Demande/Lettre de demande.pdf",
                    "/Demande/Attestation de résidence.pdf",
                    "/Demande/Courriel.eml",
                    "/Notes de visite.txt",
                    "/Photos/Photo 1.png",
                    "/Photos/Photo 2.png",
                    "/Décision/Projet de décision.docx",
                    "/Décision/Calcul.csv");

    private static final Documents.Rules RULES = new Documents.Rules(new Condition.Always(), true);

    private final Records records;
    private final Instant today;

    OfficeShelves(Records records, Instant today) {
        this.records = records;
        this.today = today;
    }

    /** Some papers of each dossier; of a full one all, in several versions and many pictures. */
    void fill(
            long dossier,
            OfficeCase told,
            boolean full,
            Caller clerk,
            RandomGenerator random,
            OfficeWork.Later later)
            throws IOException {
        Actor actor = new Actor(clerk);
        for (String paper : PAPERS) {
            if (full || random.nextInt(9) < 2) {
                Instant at = later.by(Duration.ofMinutes(random.nextInt(5, 400)));
                put(actor, dossier, paper, content(paper, told, at, random));
            }
        }
        if (full) {
            fillFurther(actor, dossier, told, random, later);
        }
    }

    private void fillFurther(
            Actor actor,
            long dossier,
            OfficeCase told,
            RandomGenerator random,
            OfficeWork.Later later)
            throws IOException {
        for (int photo = 3; photo <= MOST_PHOTOS; photo++) {
            Instant at = later.by(Duration.ofMinutes(MINUTES));
            String path = "/Photos/Photo " + photo + ".png";
            put(actor, dossier, path, content(path, told, at, random));
        }
        for (int version = 2; version <= 4; version++) {
            later.by(Duration.ofMinutes(MINUTES));
            String said = "Version " + version + " : montants revus après la commission.";
            put(
                    actor,
                    dossier,
                    "/Décision/Projet de décision.docx",
                    OfficePapers.word(told.title(), List.of(said)));
        }
        Document thrown =
                put(actor, dossier, "/Brouillon à jeter.txt", OfficePapers.text("Ne compte pas."));
        done(records.documents().trash().trash(actor, thrown.id()));
        String report = "/" + OfficeCase.LONG.replace(" :", ",") + "_version définitive.pdf";
        Document given = put(actor, dossier, report, content("/rapport.pdf", told, today, random));
        Shares.Terms terms = new Shares.Terms(today.plus(GIVEN_FOR), null, null);
        if (records.shares().make(actor, given, terms).isEmpty()) {
            throw new IllegalStateException("the demonstration's link");
        }
    }

    private static byte[] content(String paper, OfficeCase told, Instant at, RandomGenerator random)
            throws IOException {
        String day = LocalDate.ofInstant(at, ZoneOffset.UTC).toString();
        List<String> lines =
                List.of(
                        told.title(),
                        "Fait à Gitega, le " + day,
                        "",
                        OfficeCase.note(random),
                        OfficeCase.note(random));
        return switch (paper.substring(paper.lastIndexOf('.') + 1)) {
            case "pdf" -> OfficePapers.pdf("Commune de Bugendana", lines);
            case "png" -> OfficePapers.photo(random);
            case "docx" -> OfficePapers.word("Projet de décision", lines);
            case "csv" ->
                    OfficePapers.text(
                            "poste;montant\nmatériel;"
                                    + random.nextInt(9) * 10_000
                                    + "\ntransport;45000\n");
            case "eml" ->
                    OfficePapers.letter(
                            "Secretariat",
                            "Suite a votre demande",
                            DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                    at.atOffset(ZoneOffset.UTC)),
                            String.join("\r\n", lines));
            default -> OfficePapers.text(String.join("\n", lines) + "\n");
        };
    }

    private Document put(Actor actor, long dossier, String path, byte[] content)
            throws IOException {
        return done(records.documents()
                        .put(
                                actor,
                                dossier,
                                DocumentPath.parse(path),
                                new Documents.Incoming(new ByteArrayInputStream(content)),
                                RULES))
                .document();
    }

    private static <T> T done(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Done<T>(T value) -> value;
            case Outcome.Refused<T> refused ->
                    throw new IllegalStateException("the demonstration's papers: " + refused);
        };
    }
}
