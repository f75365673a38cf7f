package relais.vault;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.platform.accounts.Passwords;
import relais.platform.db.Database;
import relais.platform.http.Route;
import relais.platform.jobs.Jobs;
import relais.vault.access.Sight;
import relais.vault.api.ContentApi;
import relais.vault.api.DocumentsApi;
import relais.vault.api.FoldersApi;
import relais.vault.api.HeldChangesApi;
import relais.vault.api.PreviewsApi;
import relais.vault.api.ProofApi;
import relais.vault.api.PublicSharesApi;
import relais.vault.api.SharesApi;
import relais.vault.api.UploadsApi;
import relais.vault.blob.Blobs;
import relais.vault.blob.Evidence;
import relais.vault.dav.Drive;
import relais.vault.document.Documents;
import relais.vault.document.Elsewhere;
import relais.vault.document.Hooks;
import relais.vault.download.Archive;
import relais.vault.download.Downloads;
import relais.vault.download.FromShare;
import relais.vault.hold.Holds;
import relais.vault.limited.OfficePages;
import relais.vault.limited.OpenRoom;
import relais.vault.limited.Workshop;
import relais.vault.mail.MailIntake;
import relais.vault.preview.Previews;
import relais.vault.scan.Clamd;
import relais.vault.scan.Gate;
import relais.vault.search.SearchText;
import relais.vault.share.Shares;
import relais.vault.text.Looking;
import relais.vault.text.Ocr;
import relais.vault.upload.Uploads;

/** Wires what has to do with documents. */
final class DocumentDoors implements AutoCloseable {
    /** Somebody waits for a picture. */
    private static final Duration LONGEST_DRAWING = Duration.ofSeconds(20);

    /** Nobody waits for the text of a large document. */
    private static final Duration LONGEST_READING = Duration.ofSeconds(90);

    private static final Duration LETTERS_EVERY = Duration.ofMinutes(1);

    private final Vault.Setup setup;
    private final Sight sight;
    private final Documents documents;
    private final Uploads uploads;
    private final Downloads downloads;
    private final Archive archive;
    private final ProofApi proof;
    private final Shares shares;
    private final SharesApi sharesApi;
    private final Workshop drawing;
    private final Workshop reading;
    private final OfficePages office;
    private final Previews previews;
    private final @Nullable Clamd scanner;
    private final Looking looking;
    private final @Nullable MailIntake letters;

    DocumentDoors(Vault.Setup setup, Blobs blobs, Sight sight) throws IOException {
        this.setup = setup;
        this.sight = sight;
        Vault.Platform on = setup.platform();
        RandomGenerator random = setup.random();
        this.documents = documents(setup, blobs, sight, on.clock());
        this.proof =
                new ProofApi(
                        documents,
                        blobs,
                        Evidence.open(setup.files().resolveSibling("evidence.key"), on.clock()));
        this.uploads = new Uploads(on.database(), blobs, documents, on.clock(), random);
        this.downloads = new Downloads(blobs);
        Path open = setup.files().resolve("open");
        OpenRoom.sweep(open);
        this.scanner = setup.documents().clamd().map(Clamd::new).orElse(null);
        this.archive = new Archive(blobs, open, new Gate(scanner));
        this.shares =
                new Shares(on.database(), new Passwords(random), on.audit(), on.clock(), random);
        this.sharesApi = new SharesApi(documents, shares, on.clock());
        this.drawing = new Workshop(LONGEST_DRAWING);
        this.reading = new Workshop(LONGEST_READING);
        this.office = new OfficePages(setup.documents().officeUnfenced());
        this.previews = new Previews(blobs, drawing, office, open);
        this.looking =
                new Looking(
                        new Looking.Setup(
                                on.database(),
                                blobs,
                                on.live(),
                                on.clock(),
                                reading,
                                new Ocr(),
                                scanner,
                                open));
        this.letters = letters(setup, open);
        name(on);
    }

    private @Nullable MailIntake letters(Vault.Setup setup, Path open) {
        Vault.Platform on = setup.platform();
        return setup.documents()
                .mail()
                .map(
                        mail ->
                                new MailIntake(
                                        new MailIntake.Setup(
                                                mail,
                                                on.database(),
                                                documents,
                                                on.clock(),
                                                reading,
                                                open)))
                .orElse(null);
    }

    Documents documents() {
        return documents;
    }

    static Documents documents(Vault.Setup setup, Blobs blobs, Sight sight, InstantSource clock) {
        Vault.Platform on = setup.platform();
        return new Documents(
                new Documents.Setup(
                        on.database(),
                        blobs,
                        sight,
                        on.audit(),
                        on.live(),
                        clock,
                        setup.random(),
                        new Rooms()));
    }

    Shares shares() {
        return shares;
    }

    /** Whatever is not kept passes it on its way out. */
    Gate gate() {
        return new Gate(scanner);
    }

    Downloads downloads() {
        return downloads;
    }

    /**
     * @param elsewhere what of the dossiers is not here yet
     */
    List<Route> routes(Elsewhere elsewhere) {
        List<Route> routes = new ArrayList<>(new DocumentsApi(documents, office).routes());
        Database database = setup.platform().database();
        routes.addAll(new FoldersApi(database, documents, elsewhere).routes());
        routes.addAll(new ContentApi(database, documents, downloads, archive, elsewhere).routes());
        routes.addAll(new UploadsApi(uploads).routes());
        routes.addAll(new PreviewsApi(documents, previews).routes());
        routes.addAll(proof.routes());
        routes.addAll(sharesApi.routes());
        routes.addAll(new HeldChangesApi(documents).routes());
        routes.addAll(new PublicSharesApi(documents, shares, downloads).routes());
        routes.addAll(drive(elsewhere).routes());
        return routes;
    }

    private Drive drive(Elsewhere elsewhere) {
        Vault.Platform on = setup.platform();
        return new Drive(
                new Drive.Setup(
                        on.database(),
                        sight,
                        documents,
                        new FromShare(elsewhere, gate()),
                        downloads,
                        on.clock(),
                        Blobs.MOST_OF_A_CONTENT));
    }

    /** Begins to look into documents, in processes with the role worker. */
    void start() {
        looking.start();
    }

    @Override
    public void close() {
        looking.close();
        reading.close();
        drawing.close();
        if (scanner != null) {
            scanner.close();
        }
    }

    private void name(Vault.Platform on) {
        Jobs jobs = on.jobs();
        jobs.every("vault-uploads", Duration.ofMinutes(10), uploads::collect);
        jobs.every("vault-words", Duration.ofDays(1), () -> SearchText.forgetWords(on.database()));
        if (letters != null) {
            // a job is one process's at a time: no two fetch from one mailbox
            jobs.every("vault-mail", LETTERS_EVERY, letters::round);
        }
    }

    /** What other rooms have to say about documents. */
    private static final class Rooms implements Hooks {
        @Override
        public Optional<String> keeps(Handle tx, long dossierId) {
            return Holds.held(tx, dossierId)
                    ? Optional.of("a legal hold stands on the dossier: nothing in it may go")
                    : Optional.empty();
        }
    }
}
