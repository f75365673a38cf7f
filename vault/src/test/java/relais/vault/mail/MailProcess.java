package relais.vault.mail;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import relais.platform.db.Database;
import relais.platform.db.DatabaseAddress;
import relais.vault.DocumentSettings;
import relais.vault.testing.DocumentSite;

/** A worker that fetches letters in a process of its own, to be killed. */
final class MailProcess {
    private MailProcess() {}

    public static void main(String[] arguments) throws Exception {
        Database database =
                Database.open(new DatabaseAddress(arguments[0], arguments[1], arguments[2]), 8);
        MailSettings mail = Post.settings(Integer.parseInt(arguments[4]), "");
        DocumentSite site =
                new DocumentSite(
                        database,
                        Path.of(arguments[3]),
                        InstantSource.system(),
                        new DocumentSettings(Optional.empty(), Optional.of(mail)));
        site.jobs.start();
        Thread.currentThread().join();
    }
}
