package relais.vault.limited;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
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

/** Documents that would do harm where they may: they are shown to, and then given to us. */
@Timeout(300)
class HostileOfficeTest {
    private static final String ODT = "application/vnd.oasis.opendocument.text";
    private static final String ODS = "application/vnd.oasis.opendocument.spreadsheet";

    /** A profile in which macros run unasked. */
    private static final String CARELESS =
            OfficePages.PROFILE
                    .replace("<value>3</value>", "<value>0</value>")
                    .replace("<value>true</value>", "<value>false</value>");

    private static final Duration LONGEST = Duration.ofSeconds(60);

    @TempDir Path folder;
    private String soffice = "";

    @BeforeEach
    void find() {
        soffice = Peers.require("soffice").toString();
    }

    @Test
    void aMacroThatRunsWhereItMayDoesNotRunInOurProfile() throws Exception {
        Path trace = folder.resolve("trace");
        Path bad = Files.write(folder.resolve("bad.odt"), macro(trace));
        Path drawn = opened(bad, CARELESS, "careless", trace);
        assertThat(trace).as("the macro works").exists();
        Files.delete(trace);
        assertThat(opened(bad, OfficePages.PROFILE, "ours", drawn)).exists();
        assertThat(trace).doesNotExist();
        Path room = Files.createDirectory(folder.resolve("room"));
        assertThat(new OfficePages(List.of(), true).pdf(bad, ODT, room)).isPresent();
        assertThat(trace).doesNotExist();
    }

    /**
     * Opens the document as a person would, and draws another behind it; ends when that is drawn
     * and what is awaited is there.
     */
    private Path opened(Path document, String profile, String name, Path awaited) throws Exception {
        Path home = Files.createDirectories(folder.resolve(name));
        Path user = Files.createDirectories(home.resolve("profile/user"));
        Files.writeString(user.resolve("registrymodifications.xcu"), profile);
        Path other = Files.write(home.resolve("other.odt"), zip(text("<text:p>Bonjour</text:p>")));
        Process process =
                new ProcessBuilder(
                                soffice,
                                "-env:UserInstallation=" + home.resolve("profile").toUri(),
                                "--headless",
                                "--norestore",
                                "--nolockcheck",
                                document.toString(),
                                "--convert-to",
                                "pdf",
                                "--outdir",
                                home.toString(),
                                other.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        Path drawn = home.resolve("other.pdf");
        try {
            Instant end = Instant.now().plus(LONGEST);
            while (!(Files.exists(drawn) && Files.exists(awaited)) && Instant.now().isBefore(end)) {
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        return drawn;
    }

    /** Asked without the fence: the profile alone must not go out. */
    @Test
    void aTableFetchesNothingAndShowsNoOtherFile() throws Exception {
        Path secret =
                Files.write(
                        folder.resolve("secret.ods"),
                        zip(table("<text:p>the mayor's password</text:p>", "", "")));
        try (Beacon beacon = new Beacon()) {
            String there = beacon.address();
            String formulas =
                    formula("WEBSERVICE(&quot;" + there + "/web&quot;)")
                            + formula("WEBSERVICE(&quot;file:///etc/passwd&quot;)")
                            + formula("['" + secret.toUri() + "'#$A.A1]")
                            + formula("['" + there + "/cell.ods'#$A.A1]");
            String linked = linked("B", secret.toUri().toString()) + linked("C", there + "/x.ods");
            Path room = Files.createDirectory(folder.resolve("room"));
            Path file = folder.resolve("table.ods");
            Files.write(file, zip(table("<text:p>Bonjour</text:p>", formulas, linked)));
            Optional<byte[]> pdf = new OfficePages(List.of(), true).pdf(file, ODS, room);
            try (PDDocument document = Loader.loadPDF(pdf.orElseThrow())) {
                assertThat(new PDFTextStripper().getText(document))
                        .contains("Bonjour")
                        .doesNotContain("password", "root:");
            }
            assertThat(beacon.asked()).isEmpty();
        }
    }

    @Test
    void aZipWhoseDirectoryLiesIsNotOpened() throws Exception {
        Map<String, String> files = text("<text:p>Bonjour</text:p>");
        Path file = folder.resolve("bomb.odt");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            write(files, zip);
            zip.putNextEntry(new ZipEntry("Pictures/zeros.bmp"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 400; i++) {
                zip.write(zeros);
            }
        }
        Path room = Files.createDirectory(folder.resolve("room"));
        Files.write(file, lying(Files.readAllBytes(file)));
        // here, not first where its reader finds that something is wrong
        assertThat(OfficePages.isBomb(file)).isTrue();
        assertThat(new OfficePages(true).pdf(file, ODT, room)).isEmpty();
    }

    /** The last entry of the directory says that it is small. */
    private static byte[] lying(byte[] zip) {
        ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        int at = zip.length - 46;
        while (bytes.getInt(at) != 0x02014b50) {
            at--;
        }
        assertThat(bytes.getInt(at + 24)).isEqualTo(400 << 20);
        bytes.putInt(at + 24, 1_000);
        return zip;
    }

    private static byte[] macro(Path trace) throws IOException {
        Map<String, String> files =
                new TreeMap<>(
                        document(
                                ODT,
                                """
                                <office:scripts><office:event-listeners><script:event-listener
                                 script:language="ooo:script" script:event-name="dom:load"
                                 xlink:href="vnd.sun.star.script:Standard.Module1.Main?language=Basic&amp;location=document"
                                 xlink:type="simple"/></office:event-listeners></office:scripts>
                                """,
                                "<office:text><text:p>Bonjour</text:p></office:text>"));
        String library = "xmlns:library=\"http://openoffice.org/2000/library\" library:name=";
        files.put(
                "Basic/script-lc.xml",
                "<library:libraries xmlns:library=\"http://openoffice.org/2000/library\">"
                        + "<library:library library:name=\"Standard\" library:link=\"false\"/>"
                        + "</library:libraries>");
        files.put(
                "Basic/Standard/script-lb.xml",
                "<library:library "
                        + library
                        + "\"Standard\" library:readonly=\"false\""
                        + " library:passwordprotected=\"false\"><library:element"
                        + " library:name=\"Module1\"/></library:library>");
        files.put(
                "Basic/Standard/Module1.xml",
                """
                <script:module xmlns:script="http://openoffice.org/2000/script"
                 script:name="Module1" script:language="StarBasic">Sub Main
                Open "%s" For Output As #1
                Close #1
                End Sub</script:module>
                """
                        .formatted(trace));
        return zip(files);
    }

    private static Map<String, String> text(String body) {
        return document(ODT, "", "<office:text>" + body + "</office:text>");
    }

    private static Map<String, String> table(String cell, String formulas, String linked) {
        return document(
                ODS,
                "",
                """
                <office:spreadsheet><table:table table:name="A"><table:table-row><table:table-cell
                 office:value-type="string">%s</table:table-cell>%s</table:table-row></table:table>%s
                </office:spreadsheet>
                """
                        .formatted(cell, formulas, linked));
    }

    private static String formula(String text) {
        return "<table:table-cell table:formula=\"of:=" + text + "\"/>";
    }

    private static String linked(String name, String from) {
        return """
        <table:table table:name="%s"><table:table-source xlink:href="%s" table:table-name="A"
         table:mode="copy-all"/><table:table-row><table:table-cell/></table:table-row></table:table>
        """
                .formatted(name, from);
    }

    private static Map<String, String> document(String type, String scripts, String body) {
        return new TreeMap<>(
                Map.of(
                        "mimetype",
                        type,
                        "content.xml",
                        """
                        <office:document-content
                         xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
                         xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
                         xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
                         xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0"
                         xmlns:dom="http://www.w3.org/2001/xml-events"
                         xmlns:ooo="http://openoffice.org/2004/office"
                         xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2"
                         xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2">%s
                        <office:body>%s</office:body></office:document-content>
                        """
                                .formatted(scripts, body)));
    }

    /** With a directory of its own, which an office document has. */
    private static byte[] zip(Map<String, String> files) throws IOException {
        var bytes = new java.io.ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            write(files, zip);
        }
        return bytes.toByteArray();
    }

    private static void write(Map<String, String> files, ZipOutputStream zip) throws IOException {
        Map<String, String> all = new TreeMap<>(files);
        String type = String.valueOf(all.remove("mimetype"));
        OfficeFiles.put(zip, "mimetype", type);
        String entries =
                all.keySet().stream()
                        .map(path -> entry(path, "text/xml"))
                        .collect(Collectors.joining("", entry("/", type), ""));
        OfficeFiles.put(
                zip,
                "META-INF/manifest.xml",
                "<manifest:manifest manifest:version=\"1.2\""
                        + " xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\">"
                        + entries
                        + "</manifest:manifest>");
        for (Map.Entry<String, String> file : all.entrySet()) {
            OfficeFiles.put(zip, file.getKey(), file.getValue());
        }
    }

    private static String entry(String path, String type) {
        return "<manifest:file-entry manifest:full-path=\"%s\" manifest:media-type=\"%s\"/>"
                .formatted(path, type);
    }
}
