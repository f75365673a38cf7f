package relais.vault.api;

import static org.assertj.core.api.Assertions.assertThat;
import static relais.vault.testing.DocumentSite.CHIEF;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.vault.testing.DocumentSite;

/** Whoever fills in a form badly is told all of it at once. */
class WrongFieldsStory {
    @Test
    void everyWrongFieldIsNamed(@TempDir Path folder) throws Exception {
        try (DocumentSite site = new DocumentSite(folder, InstantSource.system())) {
            long type =
                    DocumentSite.json(site.ask(CHIEF, "POST", "/api/dossier-types", aid()))
                            .path("id")
                            .asLong();
            HttpResponse<byte[]> refused =
                    site.ask(
                            CHIEF,
                            "POST",
                            "/api/dossiers",
                            Map.of(
                                    "type",
                                    type,
                                    "title",
                                    " ",
                                    "fields",
                                    Map.of("amount", "much", "shoe", 3)));
            assertThat(refused.statusCode()).isEqualTo(422);
            JsonNode problem = DocumentSite.json(refused);
            assertThat(problem.path("code").asText()).isEqualTo("dossier-title");
            assertThat(problem.path("field").asText()).isEqualTo("title");
            assertThat(problem.path("fields"))
                    .extracting(one -> one.path("field").asText() + " " + one.path("code").asText())
                    .containsExactly(
                            "title dossier-title",
                            "fields.person value-missing",
                            "fields.amount value-kind",
                            "fields.shoe value-unknown");
        }
    }

    @Test
    void everyWrongPartOfATypeIsNamed(@TempDir Path folder) throws Exception {
        try (DocumentSite site = new DocumentSite(folder, InstantSource.system())) {
            Map<String, Object> type = new HashMap<>(aid());
            type.put("number", "AID");
            type.put("fields", List.of(field("person", ""), field("person", "Twice")));
            type.put("initial", "nowhere");
            HttpResponse<byte[]> refused = site.ask(CHIEF, "POST", "/api/dossier-types", type);
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(DocumentSite.json(refused).path("fields"))
                    .extracting(one -> one.path("field").asText() + " " + one.path("code").asText())
                    .containsExactly(
                            "number type-number",
                            "fields[0].label type-name",
                            "fields[1].key type-key",
                            "initial type-states");
        }
    }

    private static Map<String, Object> field(String key, String label) {
        return Map.of("key", key, "label", Map.of("en", label), "kind", "text");
    }

    private static Map<String, Object> aid() {
        return Map.of(
                "key",
                "aid",
                "name",
                Map.of("en", "Aid"),
                "number",
                "AID-{n}",
                "fields",
                List.of(
                        Map.of(
                                "key",
                                "person",
                                "label",
                                Map.of("en", "Person"),
                                "kind",
                                "text",
                                "required",
                                true),
                        Map.of("key", "amount", "label", Map.of("en", "Amount"), "kind", "number")),
                "states",
                List.of(Map.of("key", "open", "label", Map.of("en", "Open"))),
                "initial",
                "open",
                "transitions",
                List.of());
    }
}
