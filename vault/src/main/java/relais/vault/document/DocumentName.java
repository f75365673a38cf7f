package relais.vault.document;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a document or folder is called, in any script, composed (Unicode NFC) so that what looks the
 * same is the same. It can be written to a folder of any system that people use.
 */
public record DocumentName(String text) {
    /** ext4's and most others' bound, in bytes of UTF-8. */
    static final int MOST_BYTES = 255;

    /** Devices of Windows, with any extension. */
    private static final Pattern RESERVED =
            Pattern.compile("(?:CON|PRN|AUX|NUL|COM[0-9¹²³]|LPT[0-9¹²³])(?:\\..*)?");

    public DocumentName {
        Optional<String> objection = objection(text);
        if (objection.isPresent()) {
            throw new IllegalArgumentException(objection.get());
        }
    }

    /** The name written so, composed; throws IllegalArgumentException saying what is wrong. */
    public static DocumentName of(String text) {
        return new DocumentName(Normalizer.normalize(text, Normalizer.Form.NFC));
    }

    /** The nearest name to a text that may be none, such as an attachment's. */
    public static DocumentName nearest(String text, String instead) {
        StringBuilder kept = new StringBuilder();
        Normalizer.normalize(text, Normalizer.Form.NFC)
                .replaceAll("[/\\\\]", "_")
                .codePoints()
                .filter(sign -> !forbidden(sign))
                .forEach(kept::appendCodePoint);
        // what stood apart may meet now, and compose
        String name =
                Normalizer.normalize(kept, Normalizer.Form.NFC).strip().replaceAll("[ .]+$", "");
        if (RESERVED.matcher(name.toUpperCase(Locale.ROOT)).matches()) {
            name = "_" + name;
        }
        name = name.isEmpty() ? instead : name;
        int dot = name.lastIndexOf('.');
        String ending = dot > 0 && name.length() - dot <= 12 ? name.substring(dot) : "";
        return new DocumentName(
                cut(name.substring(0, name.length() - ending.length()), ending) + ending);
    }

    /** What is wrong with a name; empty when nothing is. */
    static Optional<String> objection(String text) {
        if (text.isBlank() || text.equals(".") || text.equals("..")) {
            return Optional.of("a name is neither empty nor . nor ..");
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            return Optional.of("a name has at most " + MOST_BYTES + " bytes in UTF-8");
        }
        if (!Normalizer.isNormalized(text, Normalizer.Form.NFC)) {
            return Optional.of("a name is composed (Unicode NFC)");
        }
        if (text.codePoints().anyMatch(DocumentName::forbidden)) {
            return Optional.of("a name holds no slash, control sign or change of direction");
        }
        if (text.endsWith(".") || text.endsWith(" ") || text.startsWith(" ")) {
            return Optional.of("a name neither begins with a space nor ends with one or a dot");
        }
        if (RESERVED.matcher(text.toUpperCase(Locale.ROOT)).matches()) {
            return Optional.of("Windows keeps this name for a device");
        }
        return Optional.empty();
    }

    /** Overrides of direction make {@code exe.txt} of {@code txt.exe}. */
    private static boolean forbidden(int sign) {
        return sign == '/'
                || sign == '\\'
                || Character.getType(sign) == Character.CONTROL
                || Character.getType(sign) == Character.SURROGATE
                || sign >= 0x202a && sign <= 0x202e
                || sign >= 0x2066 && sign <= 0x2069
                || (sign & 0xfffe) == 0xfffe;
    }

    /** The same with a number before its ending, for the second of that name: " (2)". */
    public DocumentName numbered(int number) {
        int dot = text.lastIndexOf('.');
        String ending = dot > 0 && text.length() - dot <= 12 ? text.substring(dot) : "";
        String tail = " (" + number + ")" + ending;
        return new DocumentName(
                cut(text.substring(0, text.length() - ending.length()), tail) + tail);
    }

    /** As many whole signs of the start as leave room for {@code tail}. */
    private static String cut(String start, String tail) {
        int room = MOST_BYTES - tail.getBytes(StandardCharsets.UTF_8).length;
        String kept = start;
        while (kept.getBytes(StandardCharsets.UTF_8).length > room) {
            kept = kept.substring(0, kept.offsetByCodePoints(kept.length(), -1));
        }
        return kept.isBlank() ? "_" : kept;
    }

    @Override
    public String toString() {
        return text;
    }
}
