package relais.vault.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import relais.vault.testing.DocumentSite;

/** What stands over a type, and what is left of erased dossiers, comes back with the type. */
class TypesBackStory extends Rebuilds {
    @Test
    void aLegalHoldOverATypeHoldsItsDossiersAfterwardsToo() throws Exception {
        long aid = type("aide", "AID-{year}-{n:4}");
        long roof = dossier(aid, "Toiture", false);
        put(roof, "/a.txt", "un");
        written();
        ok(ask("POST", "/api/dossier-types/" + aid + "/holds", Map.of("reason", "Enquête 7")));
        written();
        String holds = "/api/dossier-types/" + aid + "/holds";
        String before = site.get(DocumentSite.CHIEF, holds).toPrettyString();

        assertThat(rebuilt().refused()).isEmpty();

        assertThat(site.get(DocumentSite.CHIEF, holds).toPrettyString()).isEqualTo(before);
        long document = document(roof, "/a.txt").path("id").asLong();
        assertThat(ask("DELETE", "/api/documents/" + document, null).statusCode()).isEqualTo(409);
        again(java.util.Optional.empty());
        assertThat(count("SELECT count(*) FROM vault_hold")).as("again").isEqualTo(1);
    }

    @Test
    void aHoldThatEndedStaysEnded() throws Exception {
        long aid = type("aide", "AID-{year}-{n:4}");
        String holds = "/api/dossier-types/" + aid + "/holds";
        long hold =
                DocumentSite.json(ok(ask("POST", holds, Map.of("reason", "Enquête 7"))))
                        .path("id")
                        .asLong();
        written();
        ok(ask("DELETE", "/api/dossier-holds/" + hold, null));
        written();
        rebuilt();
        assertThat(count("SELECT count(*) FROM vault_hold WHERE ended_at IS NOT NULL"))
                .isEqualTo(1);
    }

    @Test
    void twoHoldsOfOneNumberBothStand() throws Exception {
        long aid = type("aide", "AID-{year}-{n:4}");
        long roof = dossier(aid, "Toiture", false);
        ok(ask("POST", "/api/dossiers/" + roof + "/holds", Map.of("reason", "Procès")));
        ok(ask("POST", "/api/dossiers/" + roof + "/holds", Map.of("reason", "Audit")));
        written();
        String itself = site.database.with(Origin::of);
        onAnotherDay( // an older state of the same database, which somebody worked with
                empty -> {
                    empty.execute("UPDATE vault_origin SET id = ?::uuid", itself);
                    empty.execute(
                            """
                                WITH t AS (
                                  INSERT INTO vault_type (key, definition, created_at)
                                  VALUES ('neuf', '{"states": []}', now()) RETURNING id)
                                INSERT INTO vault_hold (type_id, reason, at, by_id, by_name)
                                SELECT id, 'Nouveau', now(), 1, 'x' FROM t
                                """);
                });
        assertThat(rebuilt().refused()).isEmpty();
        assertThat(count("SELECT count(*) FROM vault_hold WHERE ended_at IS NULL")).isEqualTo(3);
        assertThat(count("SELECT count(*) FROM vault_hold WHERE dossier_id = " + roof))
                .isEqualTo(2);
    }

    @Test
    void certificatesComeBackAndWhatWasErasedDoesNotEvenWhereThatWordIsDamaged() throws Exception {
        long aid = type("aide", "AID-{year}-{n:4}");
        long old = dossier(aid, "Vieux", false);
        put(old, "/a.txt", "un");
        put(old, "/b.txt", "deux");
        site.database.useTransaction(
                tx -> {
                    tx.execute(
                            """
                            UPDATE vault_type SET definition = definition ||
                              '{"retention":{"years":1,"from":"created"}}' WHERE id = ?
                            """,
                            aid);
                    tx.execute(
                            "UPDATE vault_dossier SET created_at = ?::timestamptz WHERE id = ?",
                            clock.instant().minus(Duration.ofDays(800)).toString(),
                            old);
                });
        written();
        ok(ask("POST", "/api/dossiers/" + old + "/erase", Map.of("number", number(old))));
        written();
        List<String> before = certificates();
        assertThat(before).hasSize(2);
        damage("(SELECT head FROM vault_manifest WHERE kind = 0 AND subject = " + old + ")");

        rebuilt();

        assertThat(ask("GET", "/api/dossiers/" + old, null).statusCode()).isEqualTo(404);
        assertThat(certificates()).isEqualTo(before);
        again(java.util.Optional.empty());
        assertThat(certificates()).as("again").isEqualTo(before);
    }

    private List<String> certificates() throws Exception {
        JsonNode certificate =
                site.get(DocumentSite.CHIEF, "/api/dossier-certificates").path("items").path(0);
        String contents =
                "/api/dossier-certificates/" + certificate.path("id").asLong() + "/contents";
        return List.of(
                certificate.toPrettyString(),
                site.get(DocumentSite.CHIEF, contents).path("items").toPrettyString());
    }
}
