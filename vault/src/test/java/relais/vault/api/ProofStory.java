package relais.vault.api;

import static org.assertj.core.api.Assertions.assertThat;
import static relais.vault.testing.DocumentSite.READER;
import static relais.vault.testing.DocumentSite.STRANGER;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.vault.blob.seal.Hashes;
import relais.vault.testing.DocumentSite;

/** Whoever may read a document sees its proof and takes the evidence along; nobody else does. */
class ProofStory {
    @TempDir Path folder;

    @Test
    void aDocumentShowsItsProof() throws Exception {
        try (DocumentSite site = new DocumentSite(folder, InstantSource.system())) {
            long id = site.put("/a.txt", "one");
            String one = "/api/documents/" + id;
            String hash =
                    HexFormat.of()
                            .formatHex(
                                    Hashes.sha256().digest("one".getBytes(StandardCharsets.UTF_8)));
            JsonNode proof = site.get(READER, one + "/proof");
            assertThat(proof.path("hash").asText()).isEqualTo(hash);
            assertThat(proof.path("size").asLong()).isEqualTo(3);
            assertThat(proof.path("damaged").asBoolean()).isFalse();
            assertThat(proof.has("verifiedAt")).isFalse();
            JsonNode evidence = site.get(READER, one + "/proof/evidence");
            String payload =
                    new String(
                            Base64.getDecoder().decode(evidence.path("payload").asText()),
                            StandardCharsets.UTF_8);
            assertThat(payload).contains(hash, "\"name\":\"a.txt\"");
            assertThat(site.ask(STRANGER, "GET", one + "/proof", null).statusCode()).isEqualTo(404);
            assertThat(site.ask(STRANGER, "GET", one + "/proof/evidence", null).statusCode())
                    .isEqualTo(404);
        }
    }
}
