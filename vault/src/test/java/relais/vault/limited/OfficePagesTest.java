package relais.vault.limited;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.testing.Peers;

/** Texts and tables as people bring them, and as nobody should open them. */
@Timeout(300)
class OfficePagesTest {
    private static final String WORD =
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    private static final String SHEET =
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final String ODT = "application/vnd.oasis.opendocument.text";
    private static final String ODS = "application/vnd.oasis.opendocument.spreadsheet";

    @TempDir Path folder;
    private Path room;

    @BeforeEach
    void find() throws IOException {
        Peers.require("soffice");
        room = Files.createDirectories(folder.resolve("room"));
    }

    private String words(byte[] content, String type) throws IOException {
        return words(new OfficePages(false), content, type).orElse("refused");
    }

    private Optional<String> words(OfficePages office, byte[] content, String type)
            throws IOException {
        Path file = Files.write(folder.resolve("brought"), content);
        Optional<byte[]> pdf = office.pdf(file, type, room);
        try (Stream<Path> left = Files.list(room)) {
            assertThat(left).as("nothing stays open on the disk").isEmpty();
        }
        if (pdf.isEmpty()) {
            return Optional.empty();
        }
        try (PDDocument document = Loader.loadPDF(pdf.get())) {
            return Optional.of(new PDFTextStripper().getText(document));
        }
    }

    @Test
    void textsAndTablesOfEveryKindHavePages() throws Exception {
        byte[] rtf = "{\\rtf1\\ansi Bonjour Gitega}".getBytes(StandardCharsets.US_ASCII);
        assertThat(words(rtf, "application/rtf")).contains("Bonjour Gitega");
        assertThat(words(OfficeFiles.docx(""), WORD)).contains("Bonjour Gitega");
        assertThat(words(odt("", ""), ODT)).contains("Bonjour Gitega");
        assertThat(words(OfficeFiles.xlsx(), SHEET)).contains("Bonjour Gitega");
        assertThat(words(ods(), ODS)).contains("Bonjour Gitega");
        assertThat(words(doc(rtf), "application/msword")).contains("Bonjour Gitega");
    }

    @Test
    void whatOnlyClaimsToBeAnOfficeDocumentIsRefused() throws Exception {
        byte[] noise = new byte[5_000];
        new java.util.Random(3).nextBytes(noise);
        assertThat(words(noise, WORD)).isEqualTo("refused");
        assertThat(words(OfficeFiles.zip(Map.of("a.txt", "a")), WORD)).isEqualTo("refused");
        assertThat(words(OfficeFiles.docx(""), "application/zip")).isEqualTo("refused");
    }

    /** Asked without the fence as well: the profile alone must not go out. */
    @Test
    void nothingIsFetchedFromElsewhereAndNoFileOfTheServerIsShown() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "the mayor's password");
        try (Beacon beacon = new Beacon()) {
            String there = beacon.address();
            String body =
                    section(secret.toUri().toString(), "a")
                            + section(there + "/section.txt", "b")
                            + image(there + "/image.png");
            for (OfficePages office :
                    List.of(new OfficePages(false), new OfficePages(List.of(), true))) {
                String shown = words(office, odt(body, ""), ODT).orElse("");
                assertThat(shown).contains("Bonjour Gitega").doesNotContain("password");
                words(office, OfficeFiles.docx(there + "/template.dotm"), WORD);
            }
            assertThat(beacon.asked()).isEmpty();
        }
    }

    @Test
    void whereTheNetworkCannotBeTakenAwayNothingIsDrawnUnlessTheOperatorSaysSo() throws Exception {
        OfficePages fenceless = new OfficePages(List.of(), false);
        assertThat(fenceless.draws(ODT)).isFalse();
        assertThat(words(fenceless, odt("", ""), ODT)).isEmpty();
        OfficePages allowed = new OfficePages(List.of(), true);
        assertThat(allowed.draws(ODT)).isTrue();
        assertThat(words(allowed, odt("", ""), ODT).orElse("")).contains("Bonjour Gitega");
    }

    @Test
    void aSmallFileThatGrowsIsNotOpened() throws Exception {
        Map<String, String> files = new LinkedHashMap<>(OfficeFiles.docxFiles(""));
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bomb)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                out.putNextEntry(new ZipEntry(file.getKey()));
                out.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
            out.putNextEntry(new ZipEntry("word/media/image1.bmp"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 400; i++) {
                out.write(zeros);
            }
        }
        assertThat(bomb.size()).isLessThan(1_000_000);
        assertThat(words(bomb.toByteArray(), WORD)).isEqualTo("refused");
    }

    /** Made by LibreOffice itself: nobody writes this format by hand. */
    private byte[] doc(byte[] rtf) throws Exception {
        Path from = Files.write(folder.resolve("letter.rtf"), rtf);
        Process made =
                new ProcessBuilder(
                                Peers.require("soffice").toString(),
                                "-env:UserInstallation=" + folder.resolve("maker").toUri(),
                                "--headless",
                                "--convert-to",
                                "doc:MS Word 97",
                                "--outdir",
                                folder.toString(),
                                from.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertThat(made.waitFor()).isZero();
        return Files.readAllBytes(folder.resolve("letter.doc"));
    }

    private static byte[] odt(String body, String scripts) throws IOException {
        return OfficeFiles.zip(odtFiles(body, scripts));
    }

    private static Map<String, String> odtFiles(String body, String scripts) {
        return open(
                ODT,
                scripts,
                "<office:text><text:p>Bonjour Gitega</text:p>" + body + "</office:text>");
    }

    private static byte[] ods() throws IOException {
        return OfficeFiles.zip(
                open(
                        ODS,
                        "",
                        """
                        <office:spreadsheet><table:table table:name="A"><table:table-row>
                        <table:table-cell office:value-type="string"><text:p>Bonjour Gitega</text:p>
                        </table:table-cell></table:table-row></table:table></office:spreadsheet>
                        """));
    }

    private static Map<String, String> open(String type, String scripts, String body) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("mimetype", type);
        files.put(
                "content.xml",
                """
                <?xml version="1.0" encoding="UTF-8"?><office:document-content
                 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
                 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
                 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
                 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
                 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
                 xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0"
                 xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2">%s<office:body>%s
                </office:body></office:document-content>
                """
                        .formatted(scripts, body));
        files.put(
                "META-INF/manifest.xml",
                """
                <?xml version="1.0"?><manifest:manifest
                 xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
                 manifest:version="1.2"><manifest:file-entry manifest:full-path="/"
                 manifest:media-type="%s"/><manifest:file-entry manifest:full-path="content.xml"
                 manifest:media-type="text/xml"/></manifest:manifest>
                """
                        .formatted(type));
        return files;
    }

    private static String section(String from, String name) {
        return """
        <text:section text:name="%s"><text:section-source xlink:href="%s" xlink:type="simple"
         text:filter-name="Text"/><text:p/></text:section>
        """
                .formatted(name, from);
    }

    private static String image(String from) {
        return """
        <text:p><draw:frame text:anchor-type="as-char" svg:width="2cm" svg:height="2cm"><draw:image
         xlink:href="%s" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/>
        </draw:frame></text:p>
        """
                .formatted(from);
    }
}
