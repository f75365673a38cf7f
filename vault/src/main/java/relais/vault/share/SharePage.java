package relais.vault.share;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import relais.vault.document.Document;

/** What the bearer of a link sees: a page without scripts, in French or English. */
public final class SharePage {
    /** Where {@link #STYLE} is served: nothing may be inline in our pages. */
    public static final String STYLE_PATH = "/share.css";

    public static final String STYLE =
            """
            :root { color-scheme: light dark; --paper: #fff; --wash: #f6f6f4; --ink: #1b1c1b;
                --ink-2: #5a5c59; --hair: #dededa; --edge: #858782; --accent: #4a46b5;
                --on-accent: #fff; --bad: #b3261e; }
            @media (prefers-color-scheme: dark) {
                :root { --paper: #171817; --wash: #1f201f; --ink: #e9eae6; --ink-2: #a5a8a2;
                    --hair: #363836; --edge: #7d807a; --accent: #aaa7ff; --on-accent: #171817;
                    --bad: #ff8a80; } }
            * { box-sizing: border-box; }
            body { margin: 0; padding: 16px; background: var(--wash); color: var(--ink);
                font: 16px/24px system-ui, sans-serif; }
            main { max-width: 560px; margin: 8vh auto 0; padding: 24px; background: var(--paper);
                border: 1px solid var(--hair); border-radius: 8px; }
            h1 { margin: 0 0 16px; font-size: 20px; line-height: 28px; overflow-wrap: anywhere; }
            p { margin: 0 0 16px; color: var(--ink-2); }
            p:last-child, form p:last-child { margin-bottom: 0; }
            p[role=alert] { color: var(--bad); }
            p[role=alert]:empty { display: none; }
            a.get, button { display: inline-block; padding: 10px 18px; border: 0; border-radius: 6px;
                background: var(--accent); color: var(--on-accent); font: inherit; font-weight: 600;
                text-decoration: none; cursor: pointer; }
            input { width: 100%; margin-top: 4px; padding: 9px 12px; border: 1px solid var(--edge);
                border-radius: 6px; background: var(--paper); color: var(--ink); font: inherit; }
            label { color: var(--ink); }
            :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
            """;

    private final boolean french;

    /**
     * @param accepted the browser's Accept-Language; French where it does not ask for English first
     */
    public SharePage(String accepted) {
        this.french = !accepted.strip().toLowerCase(Locale.ROOT).startsWith("en");
    }

    private String words(String french, String english) {
        return this.french ? french : english;
    }

    /** The document's name and size and a way to get it. */
    public String document(Share share, Document document, String token) {
        String until =
                words("Ce lien vaut jusqu’au ", "This link is good until ")
                        + day(share.expiresAt())
                        + ".";
        return page(
                document.name(),
                "<p>%s</p><p><a class=\"get\" href=\"/s/%s/content\">%s</a> (%s)</p><p>%s</p>"
                        .formatted(
                                words("Un document vous est remis.", "A document is here for you."),
                                token,
                                words("Télécharger", "Download"),
                                size(document.size()),
                                until));
    }

    /** Asks for the password; {@code said} is what became of the last try. */
    public String password(String token, Said said) {
        String last =
                switch (said) {
                    case NOTHING -> "";
                    case WRONG ->
                            words("Ce n’est pas ce mot de passe.", "That is not the password.");
                    case LATER ->
                            words(
                                    "Trop d’essais : attendez un moment.",
                                    "Too many tries: wait a moment.");
                };
        return page(
                words("Un document protégé", "A protected document"),
                ("<p role=\"alert\">%s</p><form method=\"post\" action=\"/s/%s\">"
                                + "<p><label for=\"p\">%s</label><br>"
                                + "<input id=\"p\" name=\"password\" type=\"password\" required"
                                + " autocomplete=\"off\"></p>"
                                + "<p><button>%s</button></p></form>")
                        .formatted(
                                last,
                                token,
                                words("Mot de passe", "Password"),
                                words("Ouvrir", "Open")));
    }

    /** What a password form says of the last try. */
    public enum Said {
        NOTHING,
        WRONG,
        LATER
    }

    /** For a link that leads nowhere, whatever the reason. */
    public String nothing() {
        return page(
                words("Ce lien ne mène nulle part", "This link leads nowhere"),
                "<p>%s</p>"
                        .formatted(
                                words(
                                        "Il a expiré, a été retiré ou n’a jamais existé. Demandez-en"
                                                + " un autre à qui vous l’a donné.",
                                        "It has expired, was taken back or never was. Ask whoever"
                                                + " gave it to you for another.")));
    }

    private String page(String title, String body) {
        return """
                <!doctype html><html lang="%s"><head><meta charset="utf-8">\
                <meta name="viewport" content="width=device-width, initial-scale=1">\
                <meta name="robots" content="noindex">\
                <link rel="stylesheet" href="%s"><title>%s</title></head>\
                <body><main><h1>%s</h1>%s</main></body></html>
                """
                .formatted(french ? "fr" : "en", STYLE_PATH, escaped(title), escaped(title), body);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    private String day(Instant instant) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(french ? Locale.FRENCH : Locale.ENGLISH)
                .withZone(ZoneOffset.UTC)
                .format(instant);
    }

    private String size(long bytes) {
        String[] units =
                french
                        ? new String[] {"o", "ko", "Mo", "Go", "To"}
                        : new String[] {"B", "kB", "MB", "GB", "TB"};
        double value = bytes;
        int unit = 0;
        while (value >= 1000 && unit < units.length - 1) {
            value /= 1000;
            unit++;
        }
        String number = unit == 0 ? "%.0f" : "%.1f";
        return String.format(french ? Locale.FRENCH : Locale.ENGLISH, number, value)
                + " "
                + units[unit];
    }
}
