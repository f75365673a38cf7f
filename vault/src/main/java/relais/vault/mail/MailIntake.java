package relais.vault.mail;

import jakarta.mail.FolderClosedException;
import jakarta.mail.MessagingException;
import jakarta.mail.StoreClosedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relais.platform.db.Database;
import relais.platform.identity.Caller;
import relais.vault.access.VaultPermissions;
import relais.vault.document.Actor;
import relais.vault.document.Document;
import relais.vault.document.DocumentName;
import relais.vault.document.DocumentPath;
import relais.vault.document.Documents;
import relais.vault.document.Outcome;
import relais.vault.document.Together;
import relais.vault.limited.Workshop;

/**
 * Fetches letters and files them: the letter itself and what is attached, as documents of the
 * dossier that it names. A letter leaves its place in the mailbox only when that is durable, and is
 * filed once however often it is fetched.
 */
public final class MailIntake {
    private static final Logger LOG = LoggerFactory.getLogger(MailIntake.class);

    /** Usual servers take letters of 25 to 50 MB. */
    private static final long MOST_BYTES = 64L << 20;

    /** Letters of one round; the next comes soon. */
    private static final int MOST_LETTERS = 100;

    /** Of a name: leaves room for an attachment's own within 255 bytes. */
    private static final int SUBJECT_SIGNS = 50;

    /** In whose name letters are filed: nobody's, and anywhere, as their senders say where. */
    private static final Caller CALLER =
            new Caller(
                    0,
                    "mail",
                    Set.of(
                            VaultPermissions.RECORDS_READ,
                            VaultPermissions.RECORDS_ALL,
                            VaultPermissions.RECORDS_EDIT,
                            VaultPermissions.RECORDS_CONFIDENTIAL),
                    false,
                    Set.of(),
                    Locale.ENGLISH);

    private final Resting resting = new Resting();
    private final Setup setup;

    /**
     * What filing letters needs.
     *
     * @param workshop takes letters apart
     * @param room a folder of this machine for letters that are open
     */
    public record Setup(
            MailSettings mail,
            Database database,
            Documents documents,
            InstantSource clock,
            Workshop workshop,
            Path room) {}

    public MailIntake(Setup setup) {
        this.setup = setup;
    }

    /** What became of a letter. */
    private enum Fate {
        FILED,
        /** Nobody can say where it belongs, or it is too large: it stays. */
        STAYS,
        /** Something is amiss on our side: some time later. */
        LATER
    }

    /** Files what waits in the mailbox. */
    public void round() {
        try (Mailbox mailbox = Mailbox.open(setup.mail())) {
            Instant now = setup.clock().instant();
            for (Mailbox.Waiting letter :
                    mailbox.waiting(MOST_LETTERS, place -> resting.rests(place, now))) {
                Fate fate = guarded(letter);
                if (fate == Fate.LATER) {
                    LOG.warn("a letter rests in the mailbox and is tried again");
                    resting.failed(letter.place(), now);
                    continue;
                }
                resting.done(letter.place());
                if (fate == Fate.FILED) {
                    mailbox.putAside(letter);
                } else {
                    mailbox.flag(letter);
                }
            }
        } catch (MessagingException e) {
            // the next round tries again
            LOG.warn("the mailbox at {}: {}", setup.mail().server(), e.getMessage());
        }
    }

    private Fate guarded(Mailbox.Waiting letter) throws MessagingException {
        try {
            return file(letter);
        } catch (FolderClosedException | StoreClosedException e) {
            throw e;
        } catch (IOException | MessagingException | RuntimeException e) {
            // a letter's boundary: whatever is the matter with it, others do not wait for it
            LOG.warn("a letter is not filed", e);
            return Fate.LATER;
        }
    }

    private Fate file(Mailbox.Waiting letter) throws IOException, MessagingException {
        Path room = Files.createTempDirectory(Files.createDirectories(setup.room()), "mail");
        try {
            Path file = room.resolve("letter");
            if (!Mailbox.read(letter, file, MOST_BYTES)) {
                LOG.warn("a letter of more than {} bytes stays in the mailbox", MOST_BYTES);
                return Fate.STAYS;
            }
            return file(new Opened(file, open(file), date(letter)));
        } finally {
            empty(room);
        }
    }

    /** A letter on our disk, its attachments beside it. */
    private record Opened(Path file, Letter letter, LocalDate date) {}

    private Letter open(Path file) throws IOException {
        return switch (setup.workshop().parts(file)) {
            case Workshop.Result.Done done -> Letter.of(done.body());
            case Workshop.Result.Failed(String why) -> {
                LOG.info("a letter cannot be taken apart, it is filed whole: {}", why);
                yield Letter.CLOSED;
            }
        };
    }

    private static LocalDate date(Mailbox.Waiting letter) {
        return letter.at().atOffset(ZoneOffset.UTC).toLocalDate();
    }

    private Fate file(Opened opened) throws IOException {
        byte[] identity = Identity.of(opened.file(), opened.letter().messageId());
        for (long dossier : dossiers(opened.letter())) {
            if (knows(identity, dossier)) {
                return Fate.FILED;
            }
            Outcome<List<Document>> outcome =
                    setup.documents()
                            .together()
                            .place(
                                    new Actor(CALLER),
                                    dossier,
                                    DocumentPath.parse(setup.mail().place()),
                                    bring(opened),
                                    tx -> note(tx, identity, dossier));
            if (outcome instanceof Outcome.Done || knows(identity, dossier)) {
                return Fate.FILED;
            }
            // in the trash, or locked by somebody: it goes to the tray
        }
        return setup.mail().tray().isPresent() ? Fate.LATER : Fate.STAYS;
    }

    /** Where it may be filed, the tray last. A number that several dossiers have names none. */
    private List<Long> dossiers(Letter letter) {
        List<Long> found = new ArrayList<>();
        for (String number : letter.named()) {
            numbered(number).ifPresent(found::add);
        }
        List<Long> where = new ArrayList<>(found.isEmpty() ? found : found.subList(0, 1));
        setup.mail().tray().flatMap(this::numbered).ifPresent(where::add);
        return where;
    }

    private Optional<Long> numbered(String number) {
        List<Long> found =
                setup.database()
                        .with(
                                handle ->
                                        handle.createQuery(
                                                        """
                                                        SELECT id FROM vault_dossier
                                                        WHERE lower(number) = lower(:number) LIMIT 2
                                                        """)
                                                .bind("number", number)
                                                .mapTo(Long.class)
                                                .list());
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    private boolean knows(byte[] identity, long dossier) {
        return setup.database()
                .with(
                        handle ->
                                handle.createQuery(
                                                """
                                                SELECT EXISTS (SELECT 1 FROM vault_mail
                                                  WHERE identity = :identity AND dossier_id = :dossier)
                                                """)
                                        .bind("identity", identity)
                                        .bind("dossier", dossier)
                                        .mapTo(Boolean.class)
                                        .one());
    }

    private boolean note(org.jdbi.v3.core.Handle tx, byte[] identity, long dossier) {
        return tx.createUpdate(
                                """
                                INSERT INTO vault_mail (identity, dossier_id, filed_at)
                                VALUES (:identity, :dossier, :now) ON CONFLICT DO NOTHING
                                """)
                        .bind("identity", identity)
                        .bind("dossier", dossier)
                        .bind("now", setup.clock().instant())
                        .execute()
                == 1;
    }

    private List<Together.Named> bring(Opened opened) throws IOException {
        String subject = opened.letter().subject().strip();
        int signs = Math.min(subject.codePointCount(0, subject.length()), SUBJECT_SIGNS);
        String start =
                opened.date()
                        + " "
                        + DocumentName.nearest(
                                subject.substring(0, subject.offsetByCodePoints(0, signs)), "-");
        List<Together.Named> named = new ArrayList<>();
        named.add(
                new Together.Named(
                        DocumentName.nearest(start + ".eml", "mail.eml"), bring(opened.file())));
        int number = 0;
        for (String name : opened.letter().attachments()) {
            Path part = opened.file().resolveSibling("letter." + ++number);
            named.add(
                    new Together.Named(
                            DocumentName.nearest(start + " - " + name, "attachment"), bring(part)));
        }
        return named;
    }

    private Documents.Brought bring(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return setup.documents().bring(in);
        }
    }

    private static void empty(Path room) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(room)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(room);
    }
}
