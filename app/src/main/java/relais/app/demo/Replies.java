package relais.app.demo;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What an invented person answers to the demonstration's question: mostly yes or no in their own
 * words and spelling, sometimes with a story, seldom a stop or something else altogether.
 */
final class Replies {
    private record Words(
            List<String> yes,
            List<String> no,
            List<String> stories,
            List<String> other,
            List<String> stop) {}

    private static final Map<String, Words> WORDS =
            Map.of(
                    "fr",
                    new Words(
                            List.of(
                                    "Oui",
                                    "oui",
                                    "OUI",
                                    "Oui merci",
                                    "ouii",
                                    "Oui bien sûr",
                                    "ok oui"),
                            List.of("Non", "non", "NON", "Non pas du tout", "nn", "Non merci"),
                            List.of(
                                    "Oui mais le robinet du quartier est en panne depuis deux semaines",
                                    "Non, nous marchons une heure jusqu'à la source, les enfants ratent l'école",
                                    "Oui mais l'eau est trouble et mon fils a mal au ventre",
                                    "Non car la pompe du centre de santé est cassée, qui peut la réparer ?"),
                            List.of(
                                    "Bonjour, comment avoir une carte de santé ?",
                                    "Le pont de la colline est tombé avec la pluie",
                                    "Merci pour votre travail"),
                            List.of("STOP", "Stop.", "arrêter svp", "ARRET")),
                    "rn",
                    new Words(
                            List.of(
                                    "Ego",
                                    "ego",
                                    "EGO",
                                    "Yego",
                                    "ego cane",
                                    "Eego",
                                    "Ego turayafise"),
                            List.of("Oya", "oya", "OYA", "Oya ntayo", "oyaa", "Oya namba"),
                            List.of(
                                    "Oya amazi tuyavoma kure cane abana ntibaja kw'ishure",
                                    "Ego ariko ivomo ryarononekaye haheze indwi zibiri",
                                    "Oya ntayo dufise kuva imvura igwa umuyoboro waracitse"),
                            List.of("Mwaramutse, nshaka ikarata yo kwivuza", "Murakoze cane"),
                            List.of("Hagarika", "STOP", "hagarika ndabasavye")),
                    "en",
                    new Words(
                            List.of("Yes", "yes", "YES", "yess", "Yes we do", "yep"),
                            List.of("No", "no", "NO", "nope", "No we don't"),
                            List.of(
                                    "Yes but the tap is broken since last month and nobody repairs it",
                                    "No, we walk one hour to the river and my children get sick"),
                            List.of("Good morning, where can I vaccinate my baby?"),
                            List.of("STOP", "pls stop")));

    private Replies() {}

    /** Empty for those who do not answer. */
    static Optional<String> to(String language, double waterShare, RandomGenerator random) {
        Words words =
                Objects.requireNonNull(WORDS.get(WORDS.containsKey(language) ? language : "fr"));
        double draw = random.nextDouble();
        if (draw < 0.28) {
            return Optional.empty();
        } else if (draw < 0.90) {
            boolean yes = random.nextDouble() < waterShare;
            return Optional.of(spelled(pick(yes ? words.yes() : words.no(), random), random));
        } else if (draw < 0.95) {
            return Optional.of(pick(words.stories(), random));
        } else if (draw < 0.975) {
            return Optional.of(pick(words.other(), random));
        }
        return draw < 0.988
                ? Optional.of(pick(words.stop(), random))
                : Optional.of("?? " + (char) ('a' + random.nextInt(26)));
    }

    private static String pick(List<String> texts, RandomGenerator random) {
        return texts.get(random.nextInt(texts.size()));
    }

    /** One in twelve types a letter twice, swaps two or adds a full stop. */
    private static String spelled(String text, RandomGenerator random) {
        if (text.length() < 3 || random.nextInt(12) > 0) {
            return text;
        }
        int at = 1 + random.nextInt(text.length() - 2);
        return switch (random.nextInt(3)) {
            case 0 -> text.substring(0, at) + text.charAt(at) + text.substring(at);
            case 1 ->
                    text.substring(0, at)
                            + text.charAt(at + 1)
                            + text.charAt(at)
                            + text.substring(at + 2);
            default -> text + " .";
        };
    }
}
