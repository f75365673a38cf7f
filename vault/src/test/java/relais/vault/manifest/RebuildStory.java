package relais.vault.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import relais.vault.testing.DocumentSite;

/** The database is gone; what lies in the stores and the key file bring everything back. */
class RebuildStory extends Rebuilds {
    @Test
    void allOfItComesBackAsItWas() throws Exception {
        long aid = type("aide", "AID-{year}-{n:4}");
        long other = type("permis", "P-{n}");
        long roof = dossier(aid, "Toiture de l’école d’Épinal – Nº 7", false);
        long secret = dossier(aid, "Très confidentiel", true);
        long permit = dossier(other, "Permis de bâtir", false);
        fill(roof, permit);
        put(secret, "/secret.txt", "que personne ne le sache");
        written();
        Map<String, String> before = Seen.of(site, List.of(roof, secret, permit));

        Report report = rebuilt();

        assertThat(report.refused()).isEmpty();
        assertThat(report.lost()).isEmpty();
        assertThat(report.types()).isEqualTo(3);
        assertThat(report.dossiers()).isEqualTo(4);
        assertThat(report.documents()).isEqualTo(5);
        assertThat(report.versions()).isEqualTo(6);
        assertThat(report.nameless()).isZero();
        assertThat(Seen.of(site, List.of(roof, secret, permit))).isEqualTo(before);
        assertThat(number(dossier(aid, "Après", false))).isEqualTo("AID-2026-0003");
        assertThat(number(dossier(other, "Après", false))).isEqualTo("P-2");
        put(roof, "/après.txt", "la vie continue");
    }

    @Test
    void againItChangesNothingAndGoesOn() throws Exception {
        long aid = type("aide", "AID-{year}-{n:4}");
        long roof = dossier(aid, "Toiture", false);
        put(roof, "/a.txt", "un");
        written();
        Map<String, String> before = Seen.of(site, List.of(roof));
        assertThat(rebuilt().dossiers()).isEqualTo(2);
        Report again = (Report) again(Optional.empty());
        assertThat(again.dossiers()).isZero();
        assertThat(again.types()).isZero();
        assertThat(again.present()).isEqualTo(4);
        assertThat(Seen.of(site, List.of(roof))).isEqualTo(before);
        written();
        assertThat(rebuilt().dossiers()).as("from manifests of what was rebuilt").isEqualTo(2);
        assertThat(Seen.of(site, List.of(roof))).isEqualTo(before);
    }

    @Test
    void whatWasErasedStaysErasedAndTheLatestStateCounts() throws Exception {
        long aid = type("aide", "AID-{year}-{n:4}");
        long stays = dossier(aid, "Avant", false);
        long goes = dossier(aid, "À effacer", false);
        written();
        site.database.useTransaction(
                tx -> {
                    tx.execute("DELETE FROM vault_dossier WHERE id = ?", goes);
                    tx.execute("UPDATE vault_dossier SET title = 'Après' WHERE id = ?", stays);
                });
        written();
        Report report = rebuilt();
        assertThat(report.refused()).isEmpty();
        assertThat(site.get(DocumentSite.CHIEF, "/api/dossiers/" + stays).path("title").asText())
                .isEqualTo("Après");
        assertThat(ask("GET", "/api/dossiers/" + goes, null).statusCode()).isEqualTo(404);
    }

    @Test
    void aLostContentIsToldAndTheVersionBeforeComesBack() throws Exception {
        long aid = type("aide", "AID-{year}-{n:4}");
        long roof = dossier(aid, "Toiture", false);
        byte[] large = new byte[200_000];
        new Random(1).nextBytes(large);
        put(roof, "/plan.bin", "premier plan");
        put(roof, "/plan.bin", large);
        put(roof, "/seul.bin", flipped(large));
        written();
        List<Path> objects;
        try (Stream<Path> files = Files.walk(folder.resolve("files/store/blob"))) {
            objects = files.filter(f -> f.toFile().length() > 150_000).toList();
        }
        assertThat(objects).hasSize(2);
        for (Path object : objects) {
            Files.delete(object);
        }
        Report report = rebuilt();
        assertThat(report.lost())
                .containsExactlyInAnyOrder(
                        "AID-2026-0001: plan.bin, version 2", "AID-2026-0001: seul.bin, version 1");
        assertThat(report.documents()).isEqualTo(1);
        JsonNode plan = document(roof, "/plan.bin");
        assertThat(Seen.content(site, plan)).isEqualTo("premier plan");
    }

    @Test
    void aLargeDossierIsWrittenInPiecesOfWhichFewChange() throws Exception {
        long aid = type("aide", "AID-{year}-{n:4}");
        long large = dossier(aid, "Grand dossier", false);
        many(large, 3000);
        written();
        List<String> before = pieces();
        assertThat(before).hasSizeGreaterThan(15);
        clock.advance(Duration.ofMinutes(6));
        site.database.useTransaction(
                tx ->
                        tx.execute(
                                "UPDATE vault_document SET media_type = 'x/y' WHERE order_key = 'p1'"));
        written();
        List<String> after = pieces();
        after.removeAll(before);
        assertThat(after).hasSizeBetween(1, 2);
        Report report = rebuilt();
        assertThat(report.refused()).isEmpty();
        assertThat(report.documents()).isEqualTo(3001);
        assertThat(document(large, "/pièce 1" + " et encore".repeat(15)).path("mediaType").asText())
                .isEqualTo("x/y");
    }

    private List<String> pieces() {
        return site.database.with(
                handle ->
                        new java.util.ArrayList<>(
                                handle.createQuery(
                                                """
                                                SELECT encode(hash, 'hex') FROM vault_manifest_piece
                                                """)
                                        .mapTo(String.class)
                                        .list()));
    }

    private static byte[] flipped(byte[] bytes) {
        byte[] other = bytes.clone();
        other[0] ^= 1;
        return other;
    }

    private void fill(long roof, long permit) throws Exception {
        put(roof, "/Photos d’été/façade «nord».txt", "un");
        put(roof, "/Photos d’été/façade «nord».txt", "deux");
        put(roof, "/Photos d’été/sous-dossier/日本.txt", "trois");
        put(roof, "/à jeter.txt", "quatre");
        put(permit, "/plan.txt", "un");
        long gone = document(roof, "/à jeter.txt").path("id").asLong();
        ok(ask("DELETE", "/api/documents/" + gone, null));
        ok(ask("POST", "/api/dossiers/" + roof + "/notes", Map.of("text", "Appelé le maire.")));
        String task = "/api/dossiers/" + roof + "/tasks";
        ok(ask("POST", task, Map.of("title", "Rappeler", "due", "2026-12-01")));
        ok(
                ask(
                        "POST",
                        "/api/dossiers/" + roof + "/links",
                        Map.of("to", permit, "kind", "related")));
        ok(ask("POST", "/api/dossiers/" + permit + "/holds", Map.of("reason", "Procès en cours")));
    }
}
