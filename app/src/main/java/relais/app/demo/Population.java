package relais.app.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Invented people, the same ones for the same generator. */
final class Population {
    private static final List<String> GIVEN =
            List.of(
                    "Aline",
                    "Alice",
                    "Béatrice",
                    "Chantal",
                    "Claudine",
                    "Diane",
                    "Espérance",
                    "Espoir",
                    "Fabrice",
                    "Floriane",
                    "Gédéon",
                    "Gérard",
                    "Goreth",
                    "Innocent",
                    "Jean-Bosco",
                    "Jean-Claude",
                    "Jeanine",
                    "Josiane",
                    "Léonidas",
                    "Marie-Goreth",
                    "Médiatrice",
                    "Nadège",
                    "Odette",
                    "Pacifique",
                    "Pascasie",
                    "Révérien",
                    "Salvator",
                    "Spès",
                    "Thierry",
                    "Yvette");

    private static final List<String> FAMILY =
            List.of(
                    "Bigirimana",
                    "Bizimana",
                    "Gahungu",
                    "Habonimana",
                    "Hakizimana",
                    "Irakoze",
                    "Kabura",
                    "Manirakiza",
                    "Mpawenimana",
                    "Mukeshimana",
                    "Ndayisenga",
                    "Ndayishimiye",
                    "Ndikumana",
                    "Ndayizeye",
                    "Ngendakumana",
                    "Nibigira",
                    "Nimubona",
                    "Nininahazwe",
                    "Niyonkuru",
                    "Niyonzima",
                    "Nkurunziza",
                    "Nsabimana",
                    "Nshimirimana",
                    "Ntahomvukiye",
                    "Ntakarutimana",
                    "Sindayigaya");

    private static final List<String> OCCUPATIONS =
            List.of(
                    "agriculture",
                    "commerce",
                    "école",
                    "enseignement",
                    "santé",
                    "transport",
                    "artisanat");

    /**
     * One invented person.
     *
     * @param language rn, fr or en
     */
    record Someone(
            String address,
            String name,
            String language,
            String province,
            String sex,
            int born,
            String occupation) {}

    private Population() {}

    static List<Someone> of(int people, RandomGenerator random) {
        List<Someone> all = new ArrayList<>(people);
        for (int i = 0; i < people; i++) {
            String given = GIVEN.get(random.nextInt(GIVEN.size()));
            all.add(
                    new Someone(
                            address(i),
                            given + " " + FAMILY.get(random.nextInt(FAMILY.size())),
                            language(random.nextDouble()),
                            Province.at(random.nextDouble()).name(),
                            random.nextInt(100) < 46 ? "F" : "M",
                            1950 + random.nextInt(60),
                            OCCUPATIONS.get(random.nextInt(OCCUPATIONS.size()))));
        }
        return all;
    }

    /** +257 79 is a mobile range of Burundi; the numbers are spread by a step prime to 10^6. */
    private static String address(int index) {
        return "+25779" + String.format("%06d", (index * 370_261L + 128_973L) % 1_000_000);
    }

    private static String language(double draw) {
        return draw < 0.55 ? "rn" : draw < 0.93 ? "fr" : "en";
    }
}
