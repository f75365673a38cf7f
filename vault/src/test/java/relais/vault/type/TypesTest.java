package relais.vault.type;

import static org.assertj.core.api.Assertions.assertThat;
import static relais.vault.testing.Office.id;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import relais.platform.identity.Caller;
import relais.vault.access.Level;
import relais.vault.access.Outcome;
import relais.vault.dossier.Dossier;
import relais.vault.dossier.Dossiers;
import relais.vault.testing.Office;
import relais.vault.type.TypeDefinition.Field;

class TypesTest {
    private final Office office = new Office();

    @AfterEach
    void close() {
        office.close();
    }

    private void refused(String code, UnaryOperator<TypeDefinition> change) {
        Outcome wrong = new DefinitionCheck(change.apply(office.aid("aid"))).wrong();
        assertThat(wrong).isInstanceOf(Outcome.Refused.class);
        assertThat(((Outcome.Refused) wrong).code()).isEqualTo(code);
    }

    private static TypeDefinition with(TypeDefinition type, Field field) {
        List<Field> fields = new ArrayList<>(type.fields());
        fields.add(field);
        return fields(type, fields);
    }

    private static TypeDefinition fields(TypeDefinition t, List<Field> fields) {
        return new TypeDefinition(
                t.key(),
                t.name(),
                t.number(),
                fields,
                t.states(),
                t.initial(),
                t.transitions(),
                t.retention(),
                t.grants(),
                t.version());
    }

    private static TypeDefinition states(
            TypeDefinition t, String initial, List<TypeDefinition.Transition> ways) {
        return new TypeDefinition(
                t.key(),
                t.name(),
                t.number(),
                t.fields(),
                t.states(),
                initial,
                ways,
                t.retention(),
                t.grants(),
                t.version());
    }

    private static Field field(String key, FieldKind kind, String pattern) {
        return new Field(key, Map.of("en", "X"), kind, null, null, pattern, null, null);
    }

    @Test
    void whatIsWrongWithADefinitionIsSaid() {
        assertThat(new DefinitionCheck(office.aid("aid")).wrong()).isNull();
        refused("type-key", t -> with(t, field("person", FieldKind.TEXT, null)));
        refused("type-key", t -> with(t, field("Ünder", FieldKind.TEXT, null)));
        refused("type-choices", t -> with(t, field("pick", FieldKind.CHOICE, null)));
        refused("type-pattern", t -> with(t, field("code", FieldKind.TEXT, "[a-z")));
        refused("type-pattern", t -> with(t, field("code", FieldKind.DATE, "[a-z]")));
        refused("type-states", t -> states(t, "nowhere", List.of()));
        refused(
                "type-transitions",
                t -> states(t, "open", List.of(new TypeDefinition.Transition("open", "x", null))));
    }

    @Test
    void valuesAreMadeToFit() {
        TypeDefinition type =
                with(
                        with(
                                with(
                                        office.aid("aid"),
                                        field("code", FieldKind.TEXT, "[A-Z]{2}\\d+")),
                                field("day", FieldKind.DATE, null)),
                        field("mail", FieldKind.EMAIL, null));
        FieldValues good =
                FieldValues.check(
                        type,
                        Map.of(
                                "person",
                                " Ngo ",
                                "amount",
                                "12,50",
                                "code",
                                "AB7",
                                "day",
                                "2026-02-28"),
                        Map.of());
        assertThat(good.wrong()).isEmpty();
        assertThat(good.fitting())
                .containsEntry("person", "Ngo")
                .containsEntry("amount", new BigDecimal("12.50"));
        FieldValues bad =
                FieldValues.check(
                        type,
                        Map.of("person", "a\nb", "code", "x", "day", "2026-02-30", "mail", "me"),
                        Map.of());
        assertThat(bad.wrong())
                .extracting(Outcome.WrongValue::code)
                .containsExactlyInAnyOrder(
                        "value-kind", "value-pattern", "value-kind", "value-kind");
    }

    @Test
    void aTypeChangesAndItsOldDossiersStayReadableAndSavable() {
        Caller ana = office.somebody("Ana", "clerks", Office.CLERK);
        long type = office.type("aid", "clerks", Level.WRITE);
        long dossier = office.open(ana, type, "Roof", Map.of("person", "Ngo", "remarks", "wet"));
        List<Field> fewer = new ArrayList<>(office.aid("aid").fields());
        fewer.removeIf(f -> f.key().equals("remarks") || f.key().equals("person"));
        fewer.add(field("person", FieldKind.EMAIL, null));
        id(office.types.update(office.administrator(), type, fields(office.aid("aid"), fewer)));

        Dossier old =
                office.database
                        .with(h -> office.dossiers.find(h, office.administrator(), dossier))
                        .orElseThrow();
        assertThat(old.content().fields()).containsEntry("remarks", "wet");
        Outcome saved =
                office.dossiers.update(
                        office.administrator(),
                        dossier,
                        new Dossiers.Edit(
                                old.version(), "Roof 2", old.content().fields(), null, null));
        assertThat(saved).isInstanceOf(Outcome.Ok.class);
    }

    @Test
    void aStateWithDossiersInItCannotBeTakenAway() {
        Caller admin = office.administrator();
        Caller ana = office.somebody("Ana", "clerks", Office.CLERK);
        long type = office.type("aid", "clerks", Level.WRITE);
        office.open(ana, type, "Roof", Map.of("person", "Ngo"));
        TypeDefinition was = office.aid("aid");
        TypeDefinition without =
                new TypeDefinition(
                        was.key(),
                        was.name(),
                        was.number(),
                        was.fields(),
                        was.states().subList(1, 2),
                        "decided",
                        List.of(),
                        null,
                        null,
                        null);
        assertThat(office.types.update(admin, type, without))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("type-state-used"));
        assertThat(JsonSchema.of(was, "en").get("required")).isEqualTo(List.of("person"));
    }
}
