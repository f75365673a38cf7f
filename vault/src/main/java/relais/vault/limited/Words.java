package relais.vault.limited;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.swing.text.BadLocationException;
import javax.swing.text.Document;
import javax.swing.text.rtf.RTFEditorKit;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;

/**
 * The words in a file, as far as they are wanted.
 *
 * @param pages that can be drawn
 */
record Words(String text, int pages) {
    /** What search keeps of a document. */
    static final int MOST_SIGNS = 200_000;

    /** Pages of a PDF that are read. */
    private static final int MOST_PAGES = 300;

    /** Of files without structure only the start is read. */
    private static final int MOST_PLAIN_BYTES = 2_000_000;

    static Words of(Path file, String type) throws Exception {
        return switch (type) {
            case "application/pdf" -> pdf(file);
            case "application/rtf" -> plain(rtf(file));
            case "text/html", "image/svg+xml", "application/xml" ->
                    plain(HtmlText.of(PlainText.decode(start(file))));
            case "message/rfc822" -> plain(MailText.of(file));
            case "image/png", "image/jpeg", "image/gif", "image/bmp" -> new Words("", 1);
            default -> {
                if (type.startsWith("text/") || type.equals("application/json")) {
                    yield plain(PlainText.decode(start(file)));
                }
                yield type.contains("officedocument") || type.contains("opendocument")
                        ? plain(ZippedText.of(file))
                        : plain("");
            }
        };
    }

    private static Words plain(String text) {
        return new Words(cut(text), 0);
    }

    static String cut(String text) {
        return text.length() > MOST_SIGNS ? text.substring(0, MOST_SIGNS) : text;
    }

    private static byte[] start(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes(MOST_PLAIN_BYTES);
        }
    }

    private static Words pdf(Path file) throws IOException {
        try (PDDocument document = Loader.loadPDF(file.toFile())) {
            PDFTextStripper stripper = new PDFTextStripper();
            StringBuilder text = new StringBuilder();
            int pages = document.getNumberOfPages();
            for (int page = 1;
                    page <= Math.min(pages, MOST_PAGES) && text.length() < MOST_SIGNS;
                    page++) {
                stripper.setStartPage(page);
                stripper.setEndPage(page);
                text.append(stripper.getText(document));
            }
            return new Words(cut(text.toString()), pages);
        }
    }

    private static String rtf(Path file) throws IOException, BadLocationException {
        RTFEditorKit kit = new RTFEditorKit();
        Document document = kit.createDefaultDocument();
        kit.read(
                new java.io.StringReader(new String(start(file), StandardCharsets.ISO_8859_1)),
                document,
                0);
        return document.getText(0, document.getLength());
    }
}
