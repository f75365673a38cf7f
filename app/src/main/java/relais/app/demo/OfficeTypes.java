package relais.app.demo;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import relais.vault.access.Grant;
import relais.vault.access.Level;
import relais.vault.type.FieldKind;
import relais.vault.type.TypeDefinition;
import relais.vault.type.TypeDefinition.Choice;
import relais.vault.type.TypeDefinition.Field;
import relais.vault.type.TypeDefinition.State;
import relais.vault.type.TypeDefinition.Transition;

/** What the invented office keeps dossiers of. */
final class OfficeTypes {
    private OfficeTypes() {}

    /**
     * Groups of users.
     *
     * @param deciding reopens what is decided
     */
    record Groups(long social, long water, long deciding) {}

    static TypeDefinition family(Groups groups) {
        return type(
                "family-support",
                both("Soutien aux familles", "Family support"),
                "FAM-{year}-{n:5}",
                List.of(
                        field("person", both("Personne", "Person"), FieldKind.PERSON),
                        asked(
                                "need",
                                both("Besoin", "Need"),
                                choice("food", "Vivres", "Food"),
                                choice("school", "Scolarité", "Schooling"),
                                choice("health", "Soins", "Health care"),
                                choice("shelter", "Logement", "Shelter")),
                        number("members", both("Personnes au foyer", "People in the household")),
                        field("province", both("Province", "Province"), FieldKind.TEXT),
                        number("amount", both("Montant (BIF)", "Amount (BIF)")),
                        field("visited", both("Visité le", "Visited on"), FieldKind.DATE),
                        field("summary", both("Résumé", "Summary"), FieldKind.LONGTEXT)),
                List.of(
                        state("new", "Nouveau", "New", false),
                        state("visit", "Visite à faire", "Visit to be made", false),
                        state("decision", "À décider", "To be decided", false),
                        state("granted", "Accordé", "Granted", true),
                        state("refused", "Refusé", "Refused", true)),
                List.of(
                        way("new", "visit"),
                        way("visit", "decision"),
                        way("decision", "granted"),
                        way("decision", "refused"),
                        new Transition("refused", "decision", List.of(groups.deciding))),
                new TypeDefinition.Retention(5, "closed"),
                new Grant(groups.social, Level.WRITE),
                new Grant(groups.deciding, Level.MANAGE));
    }

    static TypeDefinition water(Groups groups) {
        return type(
                "water-point",
                both("Plainte sur un point d’eau", "Water point complaint"),
                "EAU-{year}-{n:4}",
                List.of(
                        asked(
                                "kind",
                                both("Point d’eau", "Water point"),
                                choice("spring", "Source aménagée", "Protected spring"),
                                choice("well", "Puits", "Well"),
                                choice("borehole", "Forage", "Borehole"),
                                choice("tap", "Borne-fontaine", "Public tap")),
                        new Field(
                                "faults",
                                both("Pannes", "Faults"),
                                FieldKind.CHOICES,
                                false,
                                List.of(
                                        choice("dry", "À sec", "Dry"),
                                        choice("dirty", "Eau trouble", "Cloudy water"),
                                        choice("pump", "Pompe cassée", "Broken pump"),
                                        choice("access", "Accès barré", "No access")),
                                null,
                                null,
                                null),
                        field("place", both("Colline", "Hill"), FieldKind.TEXT),
                        field("province", both("Province", "Province"), FieldKind.TEXT),
                        number("served", both("Personnes desservies", "People served")),
                        field("caller", both("Signalé par", "Reported by"), FieldKind.PERSON),
                        field("repaired", both("Réparé le", "Repaired on"), FieldKind.DATE)),
                List.of(
                        state("reported", "Signalé", "Reported", false),
                        state("inspected", "Inspecté", "Inspected", false),
                        state("repair", "En réparation", "Under repair", false),
                        state("works", "Fonctionne", "Works again", true),
                        state("unfounded", "Sans suite", "No action", true)),
                List.of(
                        way("reported", "inspected"),
                        way("inspected", "repair"),
                        way("inspected", "unfounded"),
                        way("repair", "works"),
                        way("works", "inspected")),
                new TypeDefinition.Retention(2, "closed"),
                new Grant(groups.water, Level.WRITE),
                new Grant(groups.social, Level.READ));
    }

    static TypeDefinition grant(Groups groups) {
        return type(
                "grant",
                both("Demande de subvention", "Grant application"),
                "SUB-{year}-{n:4}",
                List.of(
                        field("association", both("Association", "Association"), FieldKind.TEXT),
                        number("asked", both("Montant demandé (BIF)", "Amount asked (BIF)")),
                        number("given", both("Montant accordé (BIF)", "Amount granted (BIF)")),
                        field("starts", both("Début", "Start"), FieldKind.DATE),
                        field("ends", both("Fin", "End"), FieldKind.DATE),
                        field("email", both("Courriel", "E-mail"), FieldKind.EMAIL),
                        field("phone", both("Téléphone", "Telephone"), FieldKind.PHONE),
                        field(
                                "complete",
                                both("Pièces complètes", "Papers complete"),
                                FieldKind.BOOLEAN),
                        field("purpose", both("Objet", "Purpose"), FieldKind.LONGTEXT)),
                List.of(
                        state("received", "Reçue", "Received", false),
                        state("examined", "À l’examen", "Examined", false),
                        state("accepted", "Acceptée", "Accepted", false),
                        state("refused", "Rejetée", "Rejected", true),
                        state("accounted", "Justifiée", "Accounted for", true)),
                List.of(
                        way("received", "examined"),
                        way("examined", "accepted"),
                        way("examined", "refused"),
                        way("accepted", "accounted"),
                        new Transition("refused", "examined", List.of(groups.deciding))),
                new TypeDefinition.Retention(10, "closed"),
                new Grant(groups.deciding, Level.MANAGE));
    }

    private static TypeDefinition type(
            String key,
            Map<String, String> name,
            String number,
            List<Field> fields,
            List<State> states,
            List<Transition> ways,
            TypeDefinition.Retention retention,
            Grant... grants) {
        return new TypeDefinition(
                key,
                name,
                number,
                fields,
                states,
                states.getFirst().key(),
                ways,
                retention,
                List.of(grants),
                null);
    }

    private static Map<String, String> both(String french, String english) {
        return Map.of("fr", french, "en", english);
    }

    private static Field field(String key, Map<String, String> label, FieldKind kind) {
        return new Field(key, label, kind, false, null, null, null, null);
    }

    private static Field number(String key, Map<String, String> label) {
        return new Field(key, label, FieldKind.NUMBER, false, null, null, BigDecimal.ZERO, null);
    }

    private static Field asked(String key, Map<String, String> label, Choice... choices) {
        return new Field(
                key, label, FieldKind.CHOICE, true, Arrays.asList(choices), null, null, null);
    }

    private static Choice choice(String key, String french, String english) {
        return new Choice(key, both(french, english));
    }

    private static State state(String key, String french, String english, boolean closed) {
        return new State(key, both(french, english), closed);
    }

    private static Transition way(String from, String to) {
        return new Transition(from, to, List.of());
    }
}
