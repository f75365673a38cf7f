package relais.vault.limited;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** What an e-mail says: who, what about, its text, and what its attachments are called. */
final class MailText {
    /** Deeper nesting is made to exhaust readers. */
    private static final int DEEPEST = 20;

    private MailText() {}

    static String of(Path file) throws IOException, MessagingException {
        try (InputStream in = Files.newInputStream(file)) {
            MimeMessage message = new MimeMessage(Session.getInstance(new Properties()), in);
            StringBuilder text = new StringBuilder();
            line(text, message.getSubject());
            line(text, message.getHeader("From", ", "));
            line(text, message.getHeader("To", ", "));
            part(message, text, 0);
            return text.toString();
        }
    }

    private static void part(Part part, StringBuilder text, int depth)
            throws IOException, MessagingException {
        if (depth > DEEPEST || text.length() > Words.MOST_SIGNS) {
            return;
        }
        if (part.getFileName() != null) {
            line(text, part.getFileName());
        } else if (part.isMimeType("multipart/*")
                && part.getContent() instanceof Multipart several) {
            for (int i = 0; i < several.getCount(); i++) {
                BodyPart one = several.getBodyPart(i);
                part(one, text, depth + 1);
            }
        } else if (part.isMimeType("text/html")) {
            line(text, HtmlText.of(String.valueOf(part.getContent())));
        } else if (part.isMimeType("text/*")) {
            line(text, String.valueOf(part.getContent()));
        }
    }

    private static void line(StringBuilder text, @org.jspecify.annotations.Nullable String line) {
        if (line != null) {
            text.append(line).append('\n');
        }
    }
}
