package relais.vault.api;

import static org.assertj.core.api.Assertions.assertThat;
import static relais.vault.testing.DocumentSite.READER;
import static relais.vault.testing.DocumentSite.WRITER;

import java.io.ByteArrayInputStream;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.testing.SettableClock;
import relais.vault.testing.DocumentSite;

/** A file keeps its name, whoever brings it and however it is fetched. */
class NamesInEveryScriptStory {
    private static final List<String> NAMES =
            List.of(
                    "تقرير المدرسة ٢٠٢٦.pdf",
                    "विद्यालय की रिपोर्ट.odt",
                    "የመልስ.txt",
                    "รายงาน.docx",
                    "答复 100%+1.txt",
                    "👩‍👩‍👧 🇳🇪.png",
                    "relevé d'e\u0301te\u0301 & co;.pdf",
                    "ल".repeat(85));

    @Test
    void aNameComesBackByListDriveArchiveAndHeader(@TempDir Path folder) throws Exception {
        List<String> composed =
                NAMES.stream().map(n -> Normalizer.normalize(n, Normalizer.Form.NFC)).toList();
        try (DocumentSite site = new DocumentSite(folder, new SettableClock(Instant.now()))) {
            List<String> said = new ArrayList<>();
            for (String name : NAMES) {
                HttpResponse<byte[]> put =
                        site.put(WRITER, "/" + name, name.getBytes(StandardCharsets.UTF_8));
                assertThat(put.statusCode()).as(name).isEqualTo(201);
                String id = put.headers().firstValue("Relais-Document").orElseThrow();
                said.add(savedAs(site, "/api/documents/" + id + "/content"));
                HttpResponse<byte[]> byDrive = site.send(onDrive(site, name).GET().build());
                assertThat(DocumentSite.text(byDrive)).isEqualTo(name);
            }
            assertThat(said).isEqualTo(composed);
            assertThat(site.folder("/").path("documents").findValuesAsText("name"))
                    .containsExactlyInAnyOrderElementsOf(composed);
            assertThat(listedOnDrive(site)).containsExactlyInAnyOrderElementsOf(composed);
            assertThat(packed(site)).containsExactlyInAnyOrderElementsOf(composed);
            assertThat(site.put(WRITER, "/" + "ल".repeat(85) + "x", new byte[1]).statusCode())
                    .as("no file system takes 256 bytes")
                    .isEqualTo(400);
        }
    }

    private static HttpRequest.Builder onDrive(DocumentSite site, String name) {
        String path = DocumentSite.encoded(name).replace("+", "%20");
        return site.request(WRITER, "/dav/case/C-1/" + path);
    }

    private static String savedAs(DocumentSite site, String content) throws Exception {
        String header =
                site.ask(READER, "GET", content, null)
                        .headers()
                        .firstValue("Content-Disposition")
                        .orElseThrow();
        String encoded = header.substring(header.indexOf("filename*=UTF-8''") + 17);
        assertThat(encoded).matches("[A-Za-z0-9%._~-]+");
        return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    }

    private static List<String> listedOnDrive(DocumentSite site) throws Exception {
        HttpResponse<byte[]> listed =
                site.send(
                        onDrive(site, "")
                                .header("Depth", "1")
                                .method("PROPFIND", BodyPublishers.noBody())
                                .build());
        return Pattern.compile("<D:href>/dav/case/C-1/([^<]+)</D:href>")
                .matcher(DocumentSite.text(listed))
                .results()
                .map(one -> one.group(1).replace("+", "%2B"))
                .map(one -> URLDecoder.decode(one, StandardCharsets.UTF_8))
                .toList();
    }

    private static List<String> packed(DocumentSite site) throws Exception {
        byte[] archive =
                site.ask(READER, "GET", "/api/dossiers/" + site.dossier + "/zip?path=/", null)
                        .body();
        List<String> names = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry one; (one = zip.getNextEntry()) != null; ) {
                names.add(one.getName());
                String text = new String(zip.readAllBytes(), StandardCharsets.UTF_8);
                assertThat(Normalizer.normalize(text, Normalizer.Form.NFC))
                        .isEqualTo(one.getName());
            }
        }
        return names;
    }
}
