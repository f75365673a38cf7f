package relais.vault.backup;

import java.io.IOException;
import java.util.Locale;
import relais.vault.policy.ObjectSource.Named;

/** A line of the list of objects that belong to a backup. */
record ObjectLine(Named object, Where where) {
    private static final int HEX = 16;

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
}
