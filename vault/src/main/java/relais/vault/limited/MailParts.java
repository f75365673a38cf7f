package relais.vault.limited;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.util.SharedFileInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What a letter's headers say and what is attached to it; attachments are written beside its file,
 * as {@code <file>.1}, {@code <file>.2}… The form of the answer is in docs/formats/vault-child.md.
 */
final class MailParts {
    /** Deeper nesting is made to exhaust readers. */
    private static final int DEEPEST = 20;

    /** Parts looked at, whatever they are. */
    private static final int MOST_PARTS = 1_000;

    static final int MOST_ATTACHMENTS = 100;

    /** Of a header: long enough for what people write. */
    private static final int MOST_SIGNS = 1_000;

    private static final List<String> RECIPIENTS =
            List.of("Delivered-To", "X-Original-To", "To", "Cc");

    private final Path file;
    private final List<String> names = new ArrayList<>();
    private int parts;

    private MailParts(Path file) {
        this.file = file;
    }

    static byte[] of(Path file) throws IOException, MessagingException {
        MailParts found = new MailParts(file);
        try (SharedFileInputStream in = new SharedFileInputStream(file.toFile())) {
            MimeMessage message = new MimeMessage(Session.getInstance(new Properties()), in);
            found.walk(message, 0);
            return found.answer(message);
        }
    }

    private byte[] answer(MimeMessage message) throws IOException, MessagingException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(body);
        out.writeUTF(readable(message.getHeader("Subject", " ")));
        out.writeUTF(cut(message.getMessageID()));
        StringBuilder recipients = new StringBuilder();
        for (String header : RECIPIENTS) {
            String value = message.getHeader(header, ",");
            recipients.append(value == null ? "" : value).append(',');
        }
        out.writeUTF(cut(recipients.toString()));
        out.writeInt(names.size());
        for (String name : names) {
            out.writeUTF(name);
        }
        return body.toByteArray();
    }

    private void walk(Part part, int depth) throws IOException, MessagingException {
        if (depth > DEEPEST || ++parts > MOST_PARTS || names.size() >= MOST_ATTACHMENTS) {
            return;
        }
        if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart several) {
            for (int i = 0; i < Math.min(several.getCount(), MOST_PARTS); i++) {
                BodyPart one = several.getBodyPart(i);
                walk(one, depth + 1);
            }
        } else if (depth > 0 && isAttached(part)) {
            write(part);
        }
    }

    /** What people mean to send: not the text itself, nor the pictures that adorn it. */
    private static boolean isAttached(Part part) throws MessagingException {
        if (part.getHeader("Content-ID") != null && !Part.ATTACHMENT.equals(disposition(part))) {
            return false;
        }
        return name(part) != null
                || Part.ATTACHMENT.equals(disposition(part))
                || !part.isMimeType("text/*");
    }

    private static String disposition(Part part) throws MessagingException {
        String disposition = part.getDisposition();
        return disposition == null ? "" : disposition.toLowerCase(Locale.ROOT);
    }

    private static @Nullable String name(Part part) throws MessagingException {
        String name = part.getFileName();
        return name == null || name.isBlank() ? null : name;
    }

    private void write(Part part) throws IOException, MessagingException {
        String name = name(part);
        if (name == null) {
            name = part.isMimeType("message/rfc822") ? "message.eml" : "attachment";
        }
        Path to = file.resolveSibling(file.getFileName() + "." + (names.size() + 1));
        try (InputStream in = part.getInputStream()) {
            Files.copy(in, to);
        }
        names.add(readable(name));
    }

    /** Words that are encoded for old relays (RFC 2047) as people read them. */
    private static String readable(@Nullable String header) {
        String unfolded = header == null ? "" : MimeUtility.unfold(cut(header));
        try {
            return cut(MimeUtility.decodeText(unfolded));
        } catch (UnsupportedEncodingException e) {
            return unfolded;
        }
    }

    private static String cut(@Nullable String text) {
        String there = text == null ? "" : text;
        return there.length() > MOST_SIGNS ? there.substring(0, MOST_SIGNS) : there;
    }
}
