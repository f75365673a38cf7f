package relais.vault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import relais.platform.settings.Parsers;
import relais.platform.settings.Setting;
import relais.platform.settings.Settings;
import relais.vault.mail.MailSettings;

/**
 * What an operator decides about documents.
 *
 * @param clamd where the virus scanner answers
 * @param mail the mailbox whose letters are filed
 * @param officeUnfenced whether LibreOffice draws pages where its network cannot be taken away
 */
public record DocumentSettings(
        Optional<String> clamd, Optional<MailSettings> mail, boolean officeUnfenced) {
    private static final Setting<String> CLAMD =
            new Setting<>(
                    "vault.clamd",
                    "",
                    "host:port or socket of ClamAV's clamd; empty: contents are not scanned",
                    false,
                    Parsers.text());

    private static final Setting<Boolean> OFFICE_UNFENCED =
            new Setting<>(
                    "vault.office-unfenced",
                    "no",
                    "draw texts and tables by LibreOffice also where its network cannot be taken"
                            + " away",
                    false,
                    Parsers.yesNo());

    public DocumentSettings(Optional<String> clamd, Optional<MailSettings> mail) {
        this(clamd, mail, false);
    }

    public static List<Setting<?>> declared() {
        List<Setting<?>> all = new ArrayList<>(List.of(CLAMD, OFFICE_UNFENCED));
        all.addAll(MailSettings.declared());
        return all;
    }

    public static DocumentSettings from(Settings settings) {
        String clamd = settings.get(CLAMD);
        return new DocumentSettings(
                clamd.isBlank() ? Optional.empty() : Optional.of(clamd),
                MailSettings.from(settings),
                settings.get(OFFICE_UNFENCED));
    }

    /** Without anything that has to be configured. */
    public static DocumentSettings usual() {
        return new DocumentSettings(Optional.empty(), Optional.empty());
    }
}
