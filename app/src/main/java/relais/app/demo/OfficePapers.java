package relais.app.demo;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/** Small files as offices have them, made of what they are to say. */
final class OfficePapers {
    private static final Charset WINDOWS = Charset.forName("windows-1252");
    private static final int PHOTO_WIDTH = 480;
    private static final int PHOTO_HEIGHT = 320;
    private static final String SHADE = "0.86 0.86 0.9 rg 60 %d 475 1 re f\n";

    private OfficePapers() {}

    static byte[] text(String said) {
        return said.getBytes(StandardCharsets.UTF_8);
    }

    /** One page of A4 with a heading and lines below it (PDF 1.4, Helvetica). */
    static byte[] pdf(String heading, List<String> lines) {
        StringBuilder page = new StringBuilder(String.format(SHADE, 752));
        page.append("0 g BT /F1 17 Tf 60 765 Td (").append(escaped(heading)).append(") Tj ET\n");
        int y = 715;
        for (String line : lines) {
            page.append("BT /F1 11 Tf 60 ").append(y).append(" Td (").append(escaped(line));
            page.append(") Tj ET\n");
            y -= 19;
        }
        page.append(String.format(SHADE, 60));
        byte[] drawn = page.toString().getBytes(WINDOWS);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<Integer> places = new ArrayList<>();
        out.writeBytes("%PDF-1.4\n".getBytes(WINDOWS));
        for (String object :
                List.of(
                        "<</Type/Catalog/Pages 2 0 R>>",
                        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R"
                                + "/Resources<</Font<</F1 4 0 R>>>>>>",
                        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica"
                                + "/Encoding/WinAnsiEncoding>>",
                        "<</Length " + drawn.length + ">>stream\n" + page + "endstream")) {
            places.add(out.size());
            String numbered = places.size() + " 0 obj\n" + object + "\nendobj\n";
            out.writeBytes(numbered.getBytes(WINDOWS));
        }
        int table = out.size();
        StringBuilder end = new StringBuilder("xref\n0 6\n0000000000 65535 f \n");
        places.forEach(place -> end.append(String.format("%010d 00000 n \n", place)));
        end.append("trailer<</Size 6/Root 1 0 R>>\nstartxref\n").append(table).append("\n%%EOF\n");
        out.writeBytes(end.toString().getBytes(WINDOWS));
        return out.toByteArray();
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)");
    }

    /** Hills, a sky, and a well: no two the same. */
    static byte[] photo(RandomGenerator random) throws IOException {
        BufferedImage image =
                new BufferedImage(PHOTO_WIDTH, PHOTO_HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setColor(new Color(150 + random.nextInt(60), 195, 225));
        pen.fillRect(0, 0, PHOTO_WIDTH, PHOTO_HEIGHT);
        for (int hill = 0; hill < 4; hill++) {
            pen.setColor(new Color(60 + 15 * hill, 120 - 12 * hill, 60));
            int wide = 300 + random.nextInt(300);
            pen.fillOval(random.nextInt(PHOTO_WIDTH) - wide / 2, 130 + 30 * hill, wide, 400);
        }
        int x = 120 + random.nextInt(220);
        pen.setColor(new Color(120, 110, 100));
        pen.fillRoundRect(x, 220, 90, 60, 14, 14);
        pen.setColor(new Color(40, 60, 80));
        pen.fillOval(x + 8, 210, 74, 24);
        pen.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    /** A letter as mail programs keep it (RFC 5322). */
    static byte[] letter(String from, String subject, String date, String said) {
        return text(
                String.join(
                        "\r\n",
                        "From: " + from + " <courrier@exemple.bi>",
                        "To: accueil@commune.exemple.bi",
                        "Subject: " + subject,
                        "Date: " + date,
                        "MIME-Version: 1.0",
                        "Content-Type: text/plain; charset=UTF-8",
                        "",
                        said,
                        ""));
    }

    /** A document of a word processor (ECMA-376), as small as one may be. */
    static byte[] word(String heading, List<String> lines) throws IOException {
        StringBuilder body = new StringBuilder(paragraph(heading));
        lines.forEach(line -> body.append(paragraph(line)));
        Map<String, String> parts = new TreeMap<>();
        parts.put(
                "[Content_Types].xml",
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
                <Default Extension="rels"
                 ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
                <Override PartName="/word/document.xml"
                 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
                </Types>
                """);
        parts.put(
                "_rels/.rels",
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <Relationships
                 xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
                <Relationship Id="r1" Target="word/document.xml"
                 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>
                </Relationships>
                """);
        parts.put(
                "word/document.xml",
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <w:document
                 xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
                <w:body>%s</w:body></w:document>
                """
                        .formatted(body));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> part : parts.entrySet()) {
                ZipEntry entry = new ZipEntry(part.getKey());
                entry.setTime(0); // the same bytes at every start
                zip.putNextEntry(entry);
                zip.write(text(part.getValue()));
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    private static String paragraph(String said) {
        String safe = said.replace("&", "&amp;").replace("<", "&lt;");
        return "<w:p><w:r><w:t>" + safe + "</w:t></w:r></w:p>";
    }
}
