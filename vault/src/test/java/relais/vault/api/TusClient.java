package relais.vault.api;

import static org.assertj.core.api.Assertions.assertThat;
import static relais.vault.testing.DocumentSite.WRITER;
import static relais.vault.testing.DocumentSite.text;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import relais.vault.testing.DocumentSite;

/** Somebody who writes in a dossier and sends files in pieces (tus 1.0.0). */
record TusClient(DocumentSite site) {
    static final String PIECE = "application/offset+octet-stream";

    String begin(String path, long length) throws Exception {
        HttpResponse<byte[]> made =
                site.send(creation(path, length).POST(BodyPublishers.noBody()).build());
        assertThat(made.statusCode()).as(text(made)).isEqualTo(201);
        return made.headers().firstValue("Location").orElseThrow();
    }

    HttpRequest.Builder creation(String path, long length) {
        return site.request(
                WRITER,
                "/api/uploads",
                "Tus-Resumable",
                "1.0.0",
                "Upload-Length",
                String.valueOf(length),
                "Upload-Metadata",
                metadata(path));
    }

    String metadata(String path) {
        return "dossier " + base64(String.valueOf(site.dossier)) + ",path " + base64(path);
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    HttpResponse<byte[]> ask(String verb, String upload) throws Exception {
        return site.send(
                site.request(WRITER, upload, "Tus-Resumable", "1.0.0")
                        .method(verb, BodyPublishers.noBody())
                        .build());
    }

    long offset(String upload) {
        try {
            return Long.parseLong(
                    ask("HEAD", upload).headers().firstValue("Upload-Offset").orElse("-1"));
        } catch (Exception e) {
            // a lambda's boundary: the test fails by it
            throw new AssertionError(e);
        }
    }

    HttpResponse<byte[]> patch(String upload, long offset, byte[] bytes, String... checksum)
            throws Exception {
        HttpRequest.Builder request =
                site.request(
                        WRITER,
                        upload,
                        "Tus-Resumable",
                        "1.0.0",
                        "Upload-Offset",
                        String.valueOf(offset),
                        "Content-Type",
                        PIECE);
        if (checksum.length > 0) {
            request.header("Upload-Checksum", checksum[0]);
        }
        return site.send(request.method("PATCH", BodyPublishers.ofByteArray(bytes)).build());
    }
}
