package relais.vault.upload;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** What tus's {@code Upload-Metadata} says: words with values in Base64. */
final class UploadMetadata {
    /** A path in Base64 and a few words more. */
    static final int LONGEST = 8_000;

    private UploadMetadata() {}

    /** Throws IllegalArgumentException saying what is wrong. */
    static Map<String, String> parse(String header) {
        if (header.length() > LONGEST) {
            throw new IllegalArgumentException("Upload-Metadata is too long");
        }
        Map<String, String> words = new LinkedHashMap<>();
        for (String pair : header.split(",", -1)) {
            String[] parts = pair.strip().split(" +", -1);
            if (parts[0].isEmpty() && parts.length == 1 && words.isEmpty()) {
                continue;
            }
            if (parts.length > 2 || !parts[0].matches("[\\x21-\\x7e]+")) {
                throw new IllegalArgumentException("Upload-Metadata is words and Base64");
            }
            if (words.put(parts[0], parts.length == 2 ? decoded(parts[1]) : "") != null) {
                throw new IllegalArgumentException("Upload-Metadata says a word twice");
            }
        }
        return words;
    }

    private static String decoded(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("values in Upload-Metadata are UTF-8", e);
        }
    }
}
