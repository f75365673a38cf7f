package relais.vault.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A document goes to another dossier, and the machine is lost when one of the two manifests is
 * written and the other is not: the document is never in neither.
 */
class MovedAwayStory extends Rebuilds {
    private long roof;
    private long wall;

    @BeforeEach
    void twoDossiers() throws Exception {
        long aid = type("aide", "AID-{year}-{n:4}");
        roof = dossier(aid, "Toiture", false);
        wall = dossier(aid, "Façade", false);
    }

    @Test
    void whenOnlyTheDossierThatItLeftWasWrittenItIsWhereItWent() throws Exception {
        put(roof, "/part.txt", "je pars");
        put(roof, "/part.txt", "je pars, seconde version");
        put(roof, "/reste.txt", "je reste");
        written();
        move(roof, "/part.txt", wall, "/");
        rename(roof);
        onlyWritten(roof);

        Report report = rebuilt();

        assertThat(report.refused()).isEmpty();
        assertThat(report.lost()).isEmpty();
        assertThat(Seen.content(site, document(wall, "/part.txt")))
                .isEqualTo("je pars, seconde version");
        assertThat(document(wall, "/part.txt").path("version").asInt()).isEqualTo(2);
        assertThat(Seen.content(site, document(roof, "/reste.txt"))).isEqualTo("je reste");
        assertThat(report.documents()).isEqualTo(2);
        assertThat(refs()).as("rows that name contents").isEqualTo(3);
    }

    @Test
    void whenTwoDossiersExchangedDocumentsBothAreThere() throws Exception {
        put(roof, "/toit.txt", "du toit");
        put(wall, "/mur.txt", "du mur");
        written();
        move(roof, "/toit.txt", wall, "/");
        move(wall, "/mur.txt", roof, "/");
        onlyWritten(roof);

        Report report = rebuilt();

        assertThat(report.refused()).isEmpty();
        assertThat(Seen.content(site, document(wall, "/toit.txt"))).isEqualTo("du toit");
        assertThat(Seen.content(site, document(roof, "/mur.txt"))).isEqualTo("du mur");
    }

    @Test
    void whereItWentToADossierOfWhichNothingToldItIsWhereItWas() throws Exception {
        put(roof, "/part.txt", "je pars");
        written();
        long anew = dossier(typeOf(roof), "Tout neuf", false);
        move(roof, "/part.txt", anew, "/");
        rename(roof);
        onlyWritten(roof);

        rebuilt();

        assertThat(Seen.content(site, document(roof, "/part.txt"))).isEqualTo("je pars");
    }

    @Test
    void aNameThatIsTakenThereGetsANumber() throws Exception {
        put(roof, "/note.txt", "du toit");
        put(wall, "/note.txt", "du mur");
        written();
        ok(ask("POST", "/api/dossiers/" + wall + "/folders", Map.of("path", "/reçu")));
        move(roof, "/note.txt", wall, "/reçu");
        rename(roof);
        onlyWritten(roof);

        Report report = rebuilt();

        assertThat(report.refused()).isEmpty();
        assertThat(Seen.content(site, document(wall, "/note.txt"))).isEqualTo("du mur");
        assertThat(Seen.content(site, document(wall, "/note (2).txt"))).isEqualTo("du toit");
    }

    @Test
    void itIsToldOfOnceWhenBothAreWrittenAndWhatIsErasedThenStaysSo() throws Exception {
        put(roof, "/part.txt", "je pars");
        written();
        long id = move(roof, "/part.txt", wall, "/");
        rename(roof);
        onlyWritten(roof);
        site.database.useTransaction(
                tx -> tx.execute("INSERT INTO vault_manifest_due VALUES (0, ?)", wall));
        ok(ask("DELETE", "/api/documents/" + id, null));
        ok(ask("DELETE", "/api/documents/" + id + "?forever=true", null));
        written();
        assertThat(count("SELECT count(*) FROM vault_manifest_left")).isZero();

        Report report = rebuilt();

        assertThat(report.documents()).isZero();
    }

    private long move(long from, String path, long to, String folder) throws Exception {
        long id = document(from, path).path("id").asLong();
        clock.advance(Duration.ofMinutes(5));
        ok(ask("PUT", "/api/documents/" + id, Map.of("dossier", to, "folder", folder)));
        return id;
    }

    private long typeOf(long dossier) throws Exception {
        return count("SELECT type_id FROM vault_dossier WHERE id = " + dossier);
    }

    private void rename(long dossier) {
        site.database.useTransaction(
                tx ->
                        tx.execute(
                                "UPDATE vault_dossier SET title = title || ' !' WHERE id = ?",
                                dossier));
    }

    private long refs() {
        return count("SELECT coalesce(sum(refs), 0) FROM vault_blob WHERE kind IN (0, 2)");
    }
}
