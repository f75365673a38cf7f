package relais.vault.text;

import static org.assertj.core.api.Assertions.assertThat;
import static relais.vault.testing.DocumentSite.CHIEF;
import static relais.vault.testing.DocumentSite.READER;
import static relais.vault.testing.DocumentSite.WRITER;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.testing.Peers;
import relais.platform.testing.TestDatabase;
import relais.vault.testing.DocumentSite;
import relais.vault.testing.Scanner;

/** What is found out about contents after they are safe. */
class LookingStory {
    @TempDir Path folder;

    @Test
    void theWordsOfEveryUsualKindAreFoundAndHostileOnesDoNoHarm() throws Exception {
        try (DocumentSite site = new DocumentSite(folder, InstantSource.system())) {
            put(site, "/a.pdf", pdf("baobab"));
            put(site, "/b.docx", zip("word/document.xml", "<w:t xmlns:w='w'>manguier</w:t>"));
            put(site, "/c.xlsx", zip("xl/sharedStrings.xml", "<sst><si><t>palmier</t></si></sst>"));
            put(site, "/d.odt", zip("content.xml", "<o:p xmlns:o='o'>acajou</o:p>"));
            put(site, "/e.pptx", zip("ppt/slides/slide1.xml", "<a:t xmlns:a='a'>bambou</a:t>"));
            put(site, "/f.html", bytes("<html><script>x</script><p>eucalyptus &eacute;</p>"));
            put(site, "/g.rtf", bytes("{\\rtf1\\ansi caf\\'e9ier}"));
            put(site, "/h.eml", bytes("Subject: =?utf-8?q?Pl=C3=A9=20sisal?=\r\n\r\nagave\r\n"));
            put(site, "/i.txt", "caf\u00e9 noir".getBytes(StandardCharsets.ISO_8859_1));
            put(site, "/bomb.docx", zip("word/document.xml", "<w:t>" + "0".repeat(50) + "</w:t>"));
            put(site, "/bomb2.docx", bomb());
            put(site, "/endless.odt", zip("content.xml", entities()));
            put(site, "/broken.pdf", bytes("%PDF-1.7 and no more"));
            site.vault.start();
            DocumentSite.until("all are looked into", () -> count(site, "vault_due") == 0);
            assertThat(words(site, "a.pdf")).contains("baobab");
            assertThat(words(site, "b.docx")).contains("manguier");
            assertThat(words(site, "c.xlsx")).contains("palmier");
            assertThat(words(site, "d.odt")).contains("acajou");
            assertThat(words(site, "e.pptx")).contains("bambou");
            assertThat(words(site, "f.html")).contains("eucalyptus").doesNotContain("x");
            assertThat(words(site, "g.rtf")).contains("caf\u00e9ier");
            assertThat(words(site, "h.eml")).contains("Pl\u00e9 sisal", "agave");
            assertThat(words(site, "i.txt")).isEqualTo("caf\u00e9 noir");
            assertThat(words(site, "bomb2.docx").length()).isLessThan(200_001);
            assertThat(words(site, "endless.odt")).hasSizeLessThan(1_000);
            assertThat(site.folder("/").path("documents").path(0).path("scan").asText())
                    .isEqualTo("unscanned");
        }
    }

    @Test
    void pagesAndPicturesAreDrawnSmall() throws Exception {
        try (DocumentSite site = new DocumentSite(folder, InstantSource.system())) {
            long pdf = put(site, "/a.pdf", pdf("baobab"));
            long picture = put(site, "/b.png", picture("x", 2_000, 500));
            long text = put(site, "/c.txt", bytes("x"));
            BufferedImage page = drawn(site, pdf, "?page=1&width=300");
            assertThat(page.getWidth()).isEqualTo(320);
            assertThat(page.getHeight()).isGreaterThan(320);
            assertThat(drawn(site, picture, "?width=100").getWidth()).isEqualTo(160);
            String none = "/api/documents/" + text + "/preview";
            assertThat(site.ask(READER, "GET", none, null).statusCode()).isEqualTo(404);
            String beyond = "/api/documents/" + pdf + "/preview?page=9";
            assertThat(site.ask(READER, "GET", beyond, null).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void whatWasScannedOnPaperIsRead() throws Exception {
        Peers.require("tesseract");
        try (DocumentSite site = new DocumentSite(folder, InstantSource.system())) {
            put(site, "/scan.png", picture("TOURNESOL 1984", 1_200, 300));
            site.vault.start();
            DocumentSite.until("it is read", () -> count(site, "vault_due") == 0);
            assertThat(words(site, "scan.png")).contains("TOURNESOL");
        }
    }

    @Test
    void aVirusIsFoundAndKeptFromAllButWhoManages() throws Exception {
        try (Scanner scanner = Scanner.start(folder);
                DocumentSite site =
                        new DocumentSite(
                                TestDatabase.fresh("vault"),
                                folder,
                                InstantSource.system(),
                                scanner.settings())) {
            long bad = put(site, "/bad.com", Scanner.eicar());
            long good = put(site, "/good.txt", bytes("nothing"));
            site.vault.start();
            DocumentSite.until("both are scanned", () -> count(site, "vault_due") == 0);
            assertThat(scan(site, good)).isEqualTo("clean");
            assertThat(scan(site, bad)).isEqualTo("infected");
            String content = "/api/documents/" + bad + "/content";
            assertThat(site.ask(READER, "GET", content, null).statusCode()).isEqualTo(403);
            assertThat(site.ask(CHIEF, "GET", content, null).statusCode()).isEqualTo(200);
            scanner.close();
            long later = put(site, "/later.txt", bytes("to be scanned later"));
            DocumentSite.until(
                    "it is found by its words meanwhile",
                    () -> words(site, "later.txt").contains("later"));
            assertThat(scan(site, later)).isEqualTo("pending");
            assertThat(count(site, "vault_due")).isEqualTo(1);
        }
    }

    private static long put(DocumentSite site, String path, byte[] content) throws Exception {
        HttpResponse<byte[]> answer = site.put(WRITER, path, content);
        assertThat(answer.statusCode()).as(DocumentSite.text(answer)).isEqualTo(201);
        return DocumentSite.json(answer).path("id").asLong();
    }

    private static String scan(DocumentSite site, long id) throws Exception {
        return site.get(READER, "/api/documents/" + id).path("scan").asText();
    }

    private static BufferedImage drawn(DocumentSite site, long id, String query) throws Exception {
        HttpResponse<byte[]> answer =
                site.ask(READER, "GET", "/api/documents/" + id + "/preview" + query, null);
        assertThat(answer.statusCode()).as(DocumentSite.text(answer)).isEqualTo(200);
        return ImageIO.read(new ByteArrayInputStream(answer.body()));
    }

    private static int count(DocumentSite site, String table) {
        return site.database.with(
                handle ->
                        handle.createQuery("SELECT count(*) FROM " + table)
                                .mapTo(Integer.class)
                                .one());
    }

    private static String words(DocumentSite site, String name) {
        return site.database.with(
                handle ->
                        handle.createQuery(
                                        "SELECT c.words FROM vault_content c JOIN vault_document d"
                                                + " USING (hash) WHERE d.name = :name")
                                .bind("name", name)
                                .mapTo(String.class)
                                .one());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] zip(String name, String content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(bytes(content));
        }
        return out.toByteArray();
    }

    /** Half a gigabyte of zeros in half a megabyte. */
    private static byte[] bomb() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("junk.bin"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 500; i++) {
                zip.write(zeros);
            }
        }
        return out.toByteArray();
    }

    private static String entities() {
        StringBuilder xml = new StringBuilder("<!DOCTYPE a [<!ENTITY e0 'lol'>");
        for (int i = 1; i < 20; i++) {
            xml.append("<!ENTITY e%d '%s'>".formatted(i, ("&e" + (i - 1) + ";").repeat(10)));
        }
        return xml.append("]><a>&e19;</a>").toString();
    }

    private static byte[] pdf(String word) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage();
            document.addPage(page);
            try (PDPageContentStream pen = new PDPageContentStream(document, page)) {
                pen.beginText();
                pen.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 24);
                pen.newLineAtOffset(100, 500);
                pen.showText(word);
                pen.endText();
            }
            document.save(out);
        }
        return out.toByteArray();
    }

    private static byte[] picture(String word, int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, width, height);
        pen.setColor(Color.BLACK);
        pen.setFont(new Font("DejaVu Sans", Font.PLAIN, 96));
        pen.drawString(word, 60, height / 2);
        pen.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }
}
