package relais.vault.blob;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.json.Json;
import relais.platform.testing.Peers;

/** Evidence is checked by openssl alone, as docs/formats/evidence.md says. */
class EvidenceTest {
    @TempDir Path folder;

    @Test
    void opensslFindsTheSignatureRightAndAChangedPayloadWrong() throws Exception {
        Peers.require("openssl");
        Instant now = Instant.parse("2026-11-22T10:00:00Z");
        Evidence evidence = Evidence.open(folder.resolve("evidence.key"), () -> now);
        Facts facts =
                new Facts(new BlobId("ab".repeat(32)), 10, now, now, false, List.of("blob/x"));
        byte[] file = evidence.sign(facts, Map.of("name", "Pièce 1.pdf"));
        Evidence again = Evidence.open(folder.resolve("evidence.key"), () -> now);
        assertThat(again.publicKey()).isEqualTo(evidence.publicKey());
        Evidence.Signed signed = Json.read(file, Evidence.Signed.class);
        Files.write(folder.resolve("payload.json"), decoded(signed.payload()));
        Files.write(folder.resolve("signature"), decoded(signed.signature()));
        Files.writeString(folder.resolve("key.pem"), signed.publicKey());
        assertThat(openssl()).isTrue();
        assertThat(Files.readString(folder.resolve("payload.json")))
                .contains("\"sha256\":\"abab", "Pièce 1.pdf");
        Files.writeString(
                folder.resolve("payload.json"),
                Files.readString(folder.resolve("payload.json")).replace("abab", "abac"));
        assertThat(openssl()).isFalse();
    }

    private static byte[] decoded(String text) {
        return Base64.getDecoder().decode(text);
    }

    private boolean openssl() throws IOException, InterruptedException {
        return new ProcessBuilder(
                                "openssl",
                                "pkeyutl",
                                "-verify",
                                "-pubin",
                                "-inkey",
                                "key.pem",
                                "-rawin",
                                "-in",
                                "payload.json",
                                "-sigfile",
                                "signature")
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }
}
