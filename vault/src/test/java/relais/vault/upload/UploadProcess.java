package relais.vault.upload;

import java.nio.file.Path;
import java.time.InstantSource;
import relais.platform.db.Database;
import relais.platform.db.DatabaseAddress;
import relais.vault.testing.DocumentSite;

/** A vault in a process of its own, to be killed. */
final class UploadProcess {
    private UploadProcess() {}

    public static void main(String[] arguments) throws Exception {
        Database database =
                Database.open(new DatabaseAddress(arguments[0], arguments[1], arguments[2]), 8);
        DocumentSite site =
                new DocumentSite(database, Path.of(arguments[3]), InstantSource.system());
        System.out.println("at " + site.address() + " dossier " + site.dossier);
        System.out.flush();
        Thread.currentThread().join();
    }
}
