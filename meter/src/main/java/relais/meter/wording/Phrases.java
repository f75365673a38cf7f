package relais.meter.wording;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** English phrases and the same in another language; {@code {}} in both is a name that stays. */
final class Phrases {
    private static final String NAME = "{}";

    private final Map<String, String> whole = new HashMap<>();
    private final List<Framed> framed = new ArrayList<>();

    /** A phrase around a name. */
    private record Framed(String before, String after, String other) {
        boolean fits(String text) {
            return text.length() > before.length() + after.length()
                    && text.startsWith(before)
                    && text.endsWith(after);
        }

        String of(String text) {
            String name = text.substring(before.length(), text.length() - after.length());
            return other.replace(NAME, name);
        }
    }

    /**
     * @param file beside this class: {@code English = other} a line, {@code #} begins a comment
     */
    static Phrases read(String file) {
        Phrases phrases = new Phrases();
        try (InputStream in = Phrases.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + file);
            }
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(phrases::add);
            return phrases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String line) {
        String[] sides = line.split(" = ", 2);
        int name = sides[0].indexOf(NAME);
        if (name < 0) {
            whole.put(sides[0], sides[1]);
        } else {
            String after = sides[0].substring(name + NAME.length());
            framed.add(new Framed(sides[0].substring(0, name), after, sides[1]));
        }
    }

    /** What is not known stays as it is. */
    String of(String text) {
        String other = whole.get(text);
        if (other != null) {
            return other;
        }
        for (Framed frame : framed) {
            if (frame.fits(text)) {
                return frame.of(text);
            }
        }
        return text;
    }

    /** The English phrases, names as {@code %}, of which the other language's holds this text. */
    List<String> like(String text) {
        String wanted = text.toLowerCase(Locale.ROOT);
        List<String> found = new ArrayList<>();
        whole.forEach(
                (english, other) -> {
                    if (other.toLowerCase(Locale.ROOT).contains(wanted)) {
                        found.add(english.replaceAll("([\\\\%_])", "\\\\$1"));
                    }
                });
        for (Framed frame : framed) {
            if (frame.other().toLowerCase(Locale.ROOT).replace(NAME, " ").contains(wanted)) {
                found.add(frame.before() + "%" + frame.after());
            }
        }
        return found;
    }
}
