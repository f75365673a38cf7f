package relais.meter.drawing;

import java.util.Locale;

/** The few words a picture itself says, in the reader's language. */
record Words(
        String now,
        String least,
        String mean,
        String most,
        String nothing,
        String warning,
        String critical,
        String more) {
    private static final Words ENGLISH =
            new Words("now", "min", "avg", "max", "no data", "warning", "critical", "%d more");
    private static final Words FRENCH =
            new Words(
                    "actuel",
                    "min.",
                    "moy.",
                    "max.",
                    "aucune donnée",
                    "alerte",
                    "critique",
                    "%d autres");

    static Words in(Locale locale) {
        return locale.getLanguage().equals("fr") ? FRENCH : ENGLISH;
    }
}
