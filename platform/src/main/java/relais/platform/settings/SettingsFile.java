package relais.platform.settings;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code key = value} lines in UTF-8. A line whose first sign is {@code #} is a comment;
 * blank lines say nothing; what follows the first {@code =} is the value, stripped. There is no
 * quoting and no continuation.
 */
final class SettingsFile {
    /** A settings file is a page of text; a bigger one is some other file named by mistake. */
    static final int MOST_BYTES = 256 * 1024;

    private SettingsFile() {}

    record Line(int number, String key, String value) {}

    record Read(List<Line> lines, List<String> problems) {}

    static Read read(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                return refused(file + " is larger than " + MOST_BYTES + " bytes");
            }
            return parse(Files.readAllBytes(file), String.valueOf(file.getFileName()));
        } catch (IOException e) {
            return refused(file + " cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    static Read parse(byte[] content, String name) {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
        } catch (CharacterCodingException e) {
            return refused(name + " is not UTF-8 text");
        }
        List<Line> lines = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        String[] raw = text.split("\n", -1);
        for (int i = 0; i < raw.length; i++) {
            String line = raw[i].strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int equals = line.indexOf('=');
            if (equals < 1) {
                problems.add(name + " line " + (i + 1) + ": expected key = value");
            } else {
                String key = line.substring(0, equals).strip();
                lines.add(new Line(i + 1, key, line.substring(equals + 1).strip()));
            }
        }
        return new Read(lines, problems);
    }

    private static Read refused(String problem) {
        return new Read(List.of(), List.of(problem));
    }
}
