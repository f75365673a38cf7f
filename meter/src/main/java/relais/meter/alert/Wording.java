package relais.meter.alert;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import relais.meter.alert.state.Severity;
import relais.meter.alert.state.Telling.News;

/** What people are told, in few words: most of it goes by SMS. */
final class Wording {
    /** The rest of two parts of an SMS, once severity, host and number have their place. */
    private static final int TITLE_SIGNS = 120;

    private static final Pattern PLACE = Pattern.compile("\\{([a-zA-Z_][a-zA-Z0-9_]*)\\}");

    private final boolean french;

    Wording(String language) {
        this.french = !language.equals("en");
    }

    /**
     * @param message the rule's own words; null for the usual ones
     */
    String text(Alert alert, News news, @Nullable Map<String, String> message) {
        String own = message == null ? null : message.get(french ? "fr" : "en");
        String what = own == null || own.isBlank() ? usual(alert) : filled(own, alert);
        String head = news == News.RESOLVED ? word("RÉTABLI", "RESOLVED") : severity(alert);
        StringBuilder text = new StringBuilder(head).append(' ');
        text.append(cut(what));
        if (news == News.FIRING && alert.number() != null) {
            text.append(word(". Répondez OK ", ". Answer OK ")).append(alert.number());
        }
        return text.toString();
    }

    String taken(Alert alert, String by) {
        return word("Alerte ", "Alert ")
                + Objects.requireNonNullElse(alert.number(), 0)
                + word(" prise en charge par ", " taken by ")
                + by;
    }

    String over(int number) {
        return word("L'alerte " + number + " est terminée", "Alert " + number + " is over already");
    }

    /** Many at once are told in one. */
    String more(int count, Alert first) {
        return word("Et " + count + " autres alertes", "And " + count + " more alerts")
                + word(", dont ", ", among them ")
                + cut(usual(first));
    }

    String trial(String group) {
        return word("Essai de Relais pour ", "Trial of Relais for ") + group;
    }

    private String severity(Alert alert) {
        Severity severity = alert.standing().severity();
        return switch (severity) {
            case CRITICAL -> word("CRITIQUE", "CRITICAL");
            case WARNING -> word("ATTENTION", "WARNING");
            case UNKNOWN -> word("INCONNU", "UNKNOWN");
            case MISSING -> word("SILENCE", "SILENT");
        };
    }

    private String usual(Alert alert) {
        return switch (alert.kind()) {
            case HOST_SILENT ->
                    alert.title(language()) + word(" ne répond plus", " says nothing any more");
            case GRAPH_STOPPED ->
                    alert.host()
                            + ": "
                            + alert.title(language())
                            + word(": plus de données", ": no more data");
            case THRESHOLD, RULE -> measured(alert);
        };
    }

    private String measured(Alert alert) {
        StringBuilder text = new StringBuilder();
        if (!alert.host().isEmpty()) {
            text.append(alert.host()).append(": ");
        }
        text.append(alert.title(language()));
        Double value = alert.standing().seen().value();
        if (value != null) {
            text.append(" = ").append(number(value));
        }
        String threshold = alert.standing().seen().threshold();
        if (!threshold.isEmpty()) {
            text.append(word(" (limite ", " (limit ")).append(threshold).append(')');
        }
        return text.toString();
    }

    private static String filled(String own, Alert alert) {
        return PLACE.matcher(own)
                .replaceAll(place -> java.util.regex.Matcher.quoteReplacement(fill(place, alert)));
    }

    private static String fill(MatchResult place, Alert alert) {
        Double value = alert.standing().seen().value();
        return switch (place.group(1)) {
            case "value" -> value == null ? "" : number(value);
            case "severity" -> alert.standing().severity().code();
            case "host" -> alert.host();
            case String label -> Objects.requireNonNullElse(alert.labels().get(label), "");
        };
    }

    /** Four figures tell enough. */
    static String number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.toString(value);
        }
        double rounded =
                new java.math.BigDecimal(value).round(new java.math.MathContext(4)).doubleValue();
        return rounded == Math.rint(rounded) && Math.abs(rounded) < 1e9
                ? Long.toString((long) rounded)
                : String.format(Locale.ROOT, "%s", rounded);
    }

    private static String cut(String what) {
        return what.length() <= TITLE_SIGNS ? what : what.substring(0, TITLE_SIGNS - 1) + "…";
    }

    private Locale language() {
        return french ? Locale.FRENCH : Locale.ENGLISH;
    }

    private String word(String inFrench, String inEnglish) {
        return french ? inFrench : inEnglish;
    }
}
