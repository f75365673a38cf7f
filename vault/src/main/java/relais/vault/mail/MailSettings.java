package relais.vault.mail;

import java.util.List;
import java.util.Optional;
import relais.platform.settings.Parsers;
import relais.platform.settings.Setting;
import relais.platform.settings.Settings;

/**
 * The mailbox whose letters are filed.
 *
 * @param folder where letters arrive
 * @param done the mailbox's folder that takes filed ones; made where it is missing
 * @param place the folder of a dossier that takes them
 * @param tray the number of the dossier that takes letters which name none; empty: they stay,
 *     flagged
 */
public record MailSettings(
        Server server, String folder, String done, String place, Optional<String> tray) {
    /** How the line is protected. */
    public enum Security {
        NONE,
        STARTTLS,
        TLS
    }

    /** Where the mailbox is and who we are there. */
    public record Server(String host, int port, Security security, String user, String password) {
        @Override
        public String toString() {
            return "Server[" + host + ":" + port + "]";
        }
    }

    private static final Setting<String> HOST =
            new Setting<>(
                    "vault.mail.host",
                    "",
                    "IMAP server of the mailbox whose letters are filed in dossiers; empty: none",
                    false,
                    Parsers.text());
    private static final Setting<Integer> PORT =
            new Setting<>(
                    "vault.mail.port",
                    "993",
                    "Its port, 1 to 65535",
                    false,
                    Parsers.number(1, 65535));
    private static final Setting<Security> SECURITY =
            new Setting<>(
                    "vault.mail.security",
                    "tls",
                    "How the line to it is protected: tls, starttls or none",
                    false,
                    Parsers.oneOf(Security.class));
    private static final Setting<String> USER =
            new Setting<>("vault.mail.user", "", "Its user", false, Parsers.text());
    private static final Setting<String> PASSWORD =
            new Setting<>("vault.mail.password", "", "Its password", true, Parsers.text());
    private static final Setting<String> FOLDER =
            new Setting<>(
                    "vault.mail.folder",
                    "INBOX",
                    "Folder of the mailbox where letters arrive",
                    false,
                    Parsers.someText());
    private static final Setting<String> DONE =
            new Setting<>(
                    "vault.mail.done",
                    "Relais",
                    "Folder of the mailbox that takes letters once they are filed",
                    false,
                    Parsers.someText());
    private static final Setting<String> PLACE =
            new Setting<>(
                    "vault.mail.place",
                    "Mail",
                    "Folder of a dossier in which letters are filed",
                    false,
                    Parsers.someText());
    private static final Setting<String> TRAY =
            new Setting<>(
                    "vault.mail.tray",
                    "",
                    "Number of the dossier that takes letters which name none; empty: they stay in"
                            + " the mailbox, flagged",
                    false,
                    Parsers.text());

    public static List<Setting<?>> declared() {
        return List.of(HOST, PORT, SECURITY, USER, PASSWORD, FOLDER, DONE, PLACE, TRAY);
    }

    /** Empty where no mailbox is configured. */
    public static Optional<MailSettings> from(Settings settings) {
        String host = settings.get(HOST);
        String tray = settings.get(TRAY).strip();
        return host.isBlank()
                ? Optional.empty()
                : Optional.of(
                        new MailSettings(
                                new Server(
                                        host.strip(),
                                        settings.get(PORT),
                                        settings.get(SECURITY),
                                        settings.get(USER),
                                        settings.get(PASSWORD)),
                                settings.get(FOLDER),
                                settings.get(DONE),
                                settings.get(PLACE),
                                tray.isEmpty() ? Optional.empty() : Optional.of(tray)));
    }
}
