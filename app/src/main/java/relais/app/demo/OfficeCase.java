package relais.app.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What a dossier is about, as somebody at a counter would write it.
 *
 * @param role of the person it is about
 * @param personField where the person is named once more
 * @param way through the states of its type
 */
record OfficeCase(
        String type,
        String title,
        Map<String, Object> plain,
        String personField,
        String role,
        List<String> tags,
        List<String> way) {
    /** What people really write, and no line has room for. */
    static final String LONG =
            "Réhabilitation du réseau d’eau potable des collines Gasenyi, Rutegama et Mubuga,"
                    + " commune de Bugendana : plaintes réunies des comités d’usagers";

    private static final List<String> HILLS =
            List.of(
                    "Gasenyi",
                    "Rutegama",
                    "Mubuga",
                    "Kibimba",
                    "Nyarunazi",
                    "Mahonda",
                    "Rusamaza",
                    "Kirambi",
                    "Muzenga",
                    "Gitongo",
                    "Buhoro",
                    "Camazi");

    private static final List<String> GROUPS =
            List.of(
                    "Abahuje",
                    "Dufatanemunda",
                    "Twiyungunganye",
                    "Ejo Heza",
                    "Umwizero",
                    "Girubuntu",
                    "Tugwanyubukene");

    private static final List<String> NOTES =
            List.of(
                    "Appelé ce matin : personne ne répond. Rappeler après 15 h.",
                    "Le chef de colline confirme ce qui est dit dans la demande.",
                    "Passée au guichet avec la carte d’identité ; copie au dossier.",
                    "Il manque l’attestation de résidence.",
                    "Visite faite avec l’agent communal, voir les photos.",
                    "Vu avec la commission : à traiter avant la fin du mois.",
                    "Le comité des usagers propose de fournir la main-d’œuvre.");

    private static final List<String> TASKS =
            List.of(
                    "Demander l’attestation de résidence",
                    "Rappeler la personne",
                    "Faire la visite",
                    "Préparer l’avis pour la commission",
                    "Envoyer le devis",
                    "Relancer le fournisseur de la pompe",
                    "Vérifier les pièces justificatives");

    private static final List<String> LINKS =
            List.of("même ménage", "même point d’eau", "voir aussi");

    static String note(RandomGenerator random) {
        return one(NOTES, random);
    }

    static String task(RandomGenerator random) {
        return one(TASKS, random);
    }

    static String link(RandomGenerator random) {
        return one(LINKS, random);
    }

    private static <T> T one(List<T> of, RandomGenerator random) {
        return of.get(random.nextInt(of.size()));
    }

    Map<String, Object> fields(@Nullable Long person) {
        Map<String, Object> all = new HashMap<>(plain);
        if (person != null && !personField.isEmpty()) {
            all.put(personField, person);
        }
        return all;
    }

    private static String day(Instant today, RandomGenerator random) {
        return LocalDate.ofInstant(today, ZoneOffset.UTC)
                .minusDays(random.nextInt(2, 200))
                .toString();
    }

    private static String province(RandomGenerator random) {
        return Province.at(random.nextDouble()).name();
    }

    static OfficeCase family(RandomGenerator random, Instant today) {
        List<String> needs = List.of("food", "school", "health", "shelter");
        List<String> said =
                List.of("vivres", "rescolarisation des enfants", "soins", "toiture emportée");
        int need = random.nextInt(needs.size());
        String tag = List.of("vivres", "école", "santé", "logement").get(need);
        String hill = one(HILLS, random);
        int members = random.nextInt(2, 11);
        Map<String, Object> fields = new HashMap<>();
        fields.put("need", needs.get(need));
        fields.put("members", members);
        fields.put("province", province(random));
        fields.put(
                "summary",
                "Ménage de "
                        + members
                        + " personnes, colline "
                        + hill
                        + " : "
                        + said.get(need)
                        + ".");
        if (random.nextBoolean()) {
            fields.put("amount", random.nextInt(4, 60) * 5_000);
            fields.put("visited", day(today, random));
        }
        return new OfficeCase(
                "family-support",
                "Demande d’aide : " + said.get(need) + ", " + hill,
                fields,
                "person",
                "demandeur",
                random.nextInt(5) == 0 ? List.of(tag, "urgent") : List.of(tag),
                random.nextInt(4) == 0
                        ? List.of("visit", "decision", "refused")
                        : List.of("visit", "decision", "granted"));
    }

    static OfficeCase water(RandomGenerator random, Instant today) {
        List<String> kinds = List.of("spring", "well", "borehole", "tap");
        List<String> called = List.of("Source", "Puits", "Forage", "Borne-fontaine");
        List<String> faults = List.of("dry", "dirty", "pump", "access");
        List<String> said = List.of("à sec", "eau trouble", "pompe cassée", "accès barré");
        int kind = random.nextInt(kinds.size());
        int fault = random.nextInt(faults.size());
        String hill = one(HILLS, random);
        Map<String, Object> fields = new HashMap<>();
        fields.put("kind", kinds.get(kind));
        fields.put("faults", List.of(faults.get(fault)));
        fields.put("place", hill);
        fields.put("province", province(random));
        fields.put("served", random.nextInt(8, 90) * 10);
        if (random.nextInt(3) == 0) {
            fields.put("repaired", day(today, random));
        }
        return new OfficeCase(
                "water-point",
                called.get(kind) + " de " + hill + " : " + said.get(fault),
                fields,
                "caller",
                "plaignant",
                random.nextInt(4) == 0 ? List.of("eau", "urgent") : List.of("eau"),
                random.nextInt(5) == 0
                        ? List.of("inspected", "unfounded")
                        : List.of("inspected", "repair", "works"));
    }

    static OfficeCase grant(RandomGenerator random, Instant today) {
        String group = one(GROUPS, random);
        int year = LocalDate.ofInstant(today, ZoneOffset.UTC).getYear();
        Map<String, Object> fields = new HashMap<>();
        fields.put("association", "Association " + group);
        fields.put("asked", random.nextInt(2, 40) * 250_000);
        fields.put("starts", year + "-07-01");
        fields.put("ends", year + 1 + "-06-30");
        fields.put(
                "email", group.toLowerCase(java.util.Locale.ROOT).replace(" ", "") + "@exemple.bi");
        fields.put("complete", random.nextBoolean());
        fields.put("purpose", "Moulin communautaire et formation de ses gérants.");
        return new OfficeCase(
                "grant",
                "Subvention " + year + ", association " + group,
                fields,
                "",
                "représentant",
                List.of("subvention", String.valueOf(year)),
                random.nextInt(4) == 0
                        ? List.of("examined", "refused")
                        : List.of("examined", "accepted", "accounted"));
    }
}
