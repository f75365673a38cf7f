package relais.vault.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Which letters are the same: SHA-256 over the Message-ID and everything after the headers. A
 * Message-ID alone can be copied to have another's letter left out; the headers differ by the way a
 * letter took. Without Message-ID all bytes count.
 */
final class Identity {
    private Identity() {}

    static byte[] of(Path letter, String messageId) throws IOException {
        MessageDigest digest = sha256();
        digest.update(messageId.getBytes(UTF_8));
        digest.update((byte) 0);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(letter), 1 << 16)) {
            if (!messageId.isEmpty()) {
                passHeaders(in);
            }
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return digest.digest();
    }

    /** To behind the first empty line (RFC 5322, 2.1). */
    private static void passHeaders(InputStream in) throws IOException {
        int line = 0;
        for (int sign = in.read(); sign >= 0; sign = in.read()) {
            if (sign == '\n') {
                if (line == 0) {
                    return;
                }
                line = 0;
            } else if (sign != '\r') {
                line++;
            }
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
