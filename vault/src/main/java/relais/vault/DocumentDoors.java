package relais.vault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import relais.platform.http.Route;
import relais.platform.jobs.Jobs;
import relais.vault.access.Sight;
import relais.vault.api.ContentApi;
import relais.vault.api.DocumentsApi;
import relais.vault.api.UploadsApi;
import relais.vault.blob.BlobId;
import relais.vault.blob.Blobs;
import relais.vault.document.Documents;
import relais.vault.document.Hooks;
import relais.vault.download.Archive;
import relais.vault.download.Downloads;
import relais.vault.hold.Holds;
import relais.vault.upload.Uploads;

/** Wires what has to do with documents. */
final class DocumentDoors {
    private final Documents documents;
    private final Uploads uploads;
    private final Downloads downloads;
    private final Archive archive;

    DocumentDoors(Vault.Platform on, Blobs blobs, Sight sight, RandomGenerator random) {
        this.documents =
                new Documents(
                        new Documents.Setup(
                                on.database(),
                                blobs,
                                sight,
                                on.audit(),
                                on.live(),
                                on.clock(),
                                random,
                                new Rooms()));
        this.uploads = new Uploads(on.database(), blobs, documents, on.clock(), random);
        this.downloads = new Downloads(blobs);
        this.archive = new Archive(blobs);
        name(on.jobs());
    }

    Documents documents() {
        return documents;
    }

    Downloads downloads() {
        return downloads;
    }

    List<Route> routes() {
        List<Route> routes = new ArrayList<>(new DocumentsApi(documents).routes());
        routes.addAll(new ContentApi(documents, downloads, archive).routes());
        routes.addAll(new UploadsApi(uploads).routes());
        return routes;
    }

    private void name(Jobs jobs) {
        jobs.every("vault-uploads", Duration.ofMinutes(10), uploads::collect);
    }

    /** What other rooms have to say about documents. */
    private static final class Rooms implements Hooks {
        @Override
        public void arrived(Handle tx, BlobId hash) {}

        @Override
        public Optional<String> keeps(Handle tx, long dossierId) {
            return Holds.held(tx, dossierId)
                    ? Optional.of("a legal hold stands on the dossier: nothing in it may go")
                    : Optional.empty();
        }
    }
}
