package relais.app.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import relais.platform.accounts.Accounts;
import relais.platform.accounts.SetupLinks;

/**
 * The account a visitor signs in with: its password is made at the first start and kept in the data
 * folder, readable by its owner alone, so that every start can say it again.
 */
public final class DemoAccount {
    private static final String LOGIN = "demo";
    private static final int PASSWORD_BYTES = 6;

    private DemoAccount() {}

    /** One line for the terminal; empty where somebody has set up accounts of their own. */
    public static Optional<String> ready(Accounts accounts, Path folder) throws IOException {
        Path file = folder.resolve("demo-password.txt");
        Optional<SetupLinks.Link> first = accounts.setupLinks().first();
        if (first.isPresent()) {
            String password = "relais-" + random();
            accounts.setupLinks()
                    .use(
                            new SetupLinks.Form(
                                    first.get().token(), "Invité", LOGIN, password, "fr"),
                            "127.0.0.1");
            Files.deleteIfExists(file);
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, password);
        }
        return Files.exists(file)
                ? Optional.of("Sign in as " + LOGIN + " with " + Files.readString(file))
                : Optional.empty();
    }

    private static String random() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
