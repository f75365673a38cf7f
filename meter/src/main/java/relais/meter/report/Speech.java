package relais.meter.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import relais.meter.alert.state.Severity;
import relais.meter.overview.HostState;

/** What a report says by itself: in French to French readers, in English to all others. */
public final class Speech {
    private final boolean french;
    private final Locale locale;
    private final ZoneId zone;

    public Speech(Locale locale, ZoneId zone) {
        this.french = locale.getLanguage().equals("fr");
        this.locale = french ? Locale.FRENCH : Locale.UK;
        this.zone = zone;
    }

    private String say(String inFrench, String inEnglish) {
        return french ? inFrench : inEnglish;
    }

    String language() {
        return french ? "fr" : "en";
    }

    /** A period's name, such as the week from 16 to 22 November 2026. */
    public String period(Period period) {
        // What ends at midnight belongs to the day before.
        Instant last = period.whole() ? period.to().minusMillis(1) : period.to();
        if (!period.whole()) {
            return say("du ", "from ")
                    + moment(period.from())
                    + say(" au ", " to ")
                    + moment(period.to());
        }
        return switch (period.length()) {
            case DAY -> date(FormatStyle.FULL, last);
            case WEEK ->
                    say("semaine du ", "week from ")
                            + date(FormatStyle.LONG, period.from())
                            + say(" au ", " to ")
                            + date(FormatStyle.LONG, last);
            case MONTH -> DateTimeFormatter.ofPattern("LLLL yyyy", locale).format(at(last));
        };
    }

    private java.time.ZonedDateTime at(Instant moment) {
        return moment.atZone(zone);
    }

    private String date(FormatStyle style, Instant moment) {
        return DateTimeFormatter.ofLocalizedDate(style).withLocale(locale).format(at(moment));
    }

    String moment(Instant moment) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(locale)
                .format(at(moment));
    }

    /** Day and time alone, for columns. */
    String brief(Instant moment) {
        return DateTimeFormatter.ofPattern(say("d MMM HH:mm", "d MMM HH:mm"), locale)
                .format(at(moment));
    }

    String lasted(Duration length) {
        long minutes = length.toMinutes();
        if (minutes < 1) {
            return length.toSeconds() + " s";
        }
        if (minutes < 120) {
            return minutes + " min";
        }
        long hours = length.toHours();
        return hours < 48 ? hours + " h" : length.toDays() + say(" j", " d");
    }

    String share(double share) {
        // Never 100 % where something is missing.
        double shown = share < 1 ? Math.min(share, 0.999) : share;
        return String.format(locale, shown == 1 ? "%.0f" : "%.1f", shown * 100) + say(" %", "%");
    }

    String state(HostState state) {
        return switch (state) {
            case OK -> say("bien", "well");
            case WARNING -> say("alerte", "warning");
            case CRITICAL -> say("critique", "critical");
            case UNKNOWN -> say("inconnu", "unknown");
            case SILENT -> say("muette", "silent");
            case WAITING -> say("jamais entendue", "never heard");
        };
    }

    String severity(Severity severity) {
        return switch (severity) {
            case WARNING -> say("alerte", "warning");
            case CRITICAL -> say("critique", "critical");
            case UNKNOWN -> say("inconnu", "unknown");
            case MISSING -> say("absence", "missing");
        };
    }

    /** Under the title. */
    String made(Instant at) {
        return say("Rapport de Relais établi le ", "Report by Relais, made ")
                + moment(at)
                + say(", heure de ", ", time of ")
                + zone.getId();
    }

    String page(int number, int of) {
        return say("page ", "page ") + number + say(" sur ", " of ") + of;
    }

    String hosts() {
        return say("Machines", "Hosts");
    }

    String host() {
        return say("Machine", "Host");
    }

    String stateNow() {
        return say("État actuel", "State now");
    }

    String seen() {
        return say("Entendue", "Heard");
    }

    String complete() {
        return say("Mesures reçues", "Measurements received");
    }

    String holes() {
        return say("Trous", "Holes");
    }

    String alerts() {
        return say("Alertes", "Alerts");
    }

    String since() {
        return say("Depuis", "Since");
    }

    String lastedHead() {
        return say("Durée", "Lasted");
    }

    String severityHead() {
        return say("Gravité", "Severity");
    }

    String what() {
        return say("Quoi", "What");
    }

    String goesOn() {
        return say("dure encore", "goes on");
    }

    String takenBy(String name) {
        return say("prise en charge par ", "taken by ") + name;
    }

    String noAlerts() {
        return say("Aucune alerte pendant cette période.", "There was no alert during this time.");
    }

    String graphs() {
        return say("Graphiques", "Graphs");
    }

    String noGraphs() {
        return say("Il n’y a pas de graphique à montrer.", "There is no graph to show.");
    }

    String moreHosts(int count) {
        return say("et " + count + " autres machines", "and " + count + " more hosts");
    }

    String moreAlerts(long count) {
        return say("et " + count + " autres alertes", "and " + count + " more alerts");
    }

    String moreGraphs(int count) {
        return say(
                count + " autres graphiques ne tiennent pas dans ce rapport.",
                count + " more graphs do not fit into this report.");
    }

    /** Of the pages that there would be. */
    String cut() {
        return say("Le rapport s’arrête ici, il serait trop long.", "The report is cut here.");
    }

    /** A mail's subject. */
    public String subject(String title, Period period) {
        return "Relais: " + title + ", " + period(period);
    }

    /** A mail's text. */
    public String letter(String title, Period period) {
        return say("Bonjour,\n\nVoici le rapport « ", "Hello,\n\nhere is the report “")
                + title
                + say(" », ", "”, ")
                + period(period)
                + say(
                        ".\n\nRelais l’envoie de lui-même ; il s’arrête dans Relais, Veiller →"
                                + " Rapports.\n",
                        ".\n\nRelais sends it by itself; it is stopped in Relais, Watch →"
                                + " Reports.\n");
    }

    /** Of the file that is enclosed or downloaded. */
    public String fileName(String title, Period period) {
        String plain =
                java.text.Normalizer.normalize(title, java.text.Normalizer.Form.NFD)
                        .replaceAll("\\p{M}", "")
                        .replaceAll("[^A-Za-z0-9.-]+", "-")
                        .replaceAll("^-+|-+$", "");
        Instant last = period.whole() ? period.from() : period.to();
        String name = plain.isEmpty() ? "relais" : plain.substring(0, Math.min(60, plain.length()));
        return name + "-" + DateTimeFormatter.ISO_LOCAL_DATE.format(at(last)) + ".pdf";
    }
}
