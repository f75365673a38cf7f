package relais.vault.backup;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import relais.vault.policy.ObjectSource.Named;

/** A line of the list of objects that belong to a backup. */
record ObjectLine(Named object, Where where) {
    private static final int HEX = 16;
    private static final int PAGE = 1_000;

    /** Whether it is in the backup. */
    enum Where {
        HERE,
        /** Not copied, as its operator wished: it lies in stores elsewhere. */
        LEFT,
        /** Could not be read in any store. */
        MISSING
    }

    String text() {
        return "%s %d %08x %s"
                .formatted(
                        object.key(),
                        object.size(),
                        object.crc(),
                        where.name().toLowerCase(Locale.ROOT));
    }

    static ObjectLine of(String line) throws IOException {
        String[] parts = line.split(" ", -1);
        try {
            return new ObjectLine(
                    new Named(
                            parts[0],
                            Long.parseLong(parts[1]),
                            Integer.parseUnsignedInt(parts[2], HEX)),
                    Where.valueOf(parts[3].toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new IOException("the list of the backup is damaged", e);
        }
    }

    /** Some lines. */
    interface Page {
        void of(List<ObjectLine> lines) throws IOException;
    }

    /** Reads a list to its end and closes it. */
    static void each(InputStream list, Page todo) throws IOException {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
            List<ObjectLine> page = new ArrayList<>();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                page.add(of(line));
                if (page.size() == PAGE) {
                    todo.of(page);
                    page.clear();
                }
            }
            todo.of(page);
        }
    }
}
