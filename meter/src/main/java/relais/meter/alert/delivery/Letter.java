package relais.meter.alert.delivery;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A mail.
 *
 * @param name names it for ever, also to its receiver, who can tell a repetition by it
 */
public record Letter(
        String name, String to, String subject, String text, @Nullable Enclosure enclosure) {
    static Letter of(Notice notice) {
        return new Letter(
                "notice-" + notice.id(), notice.target(), notice.subject(), notice.body(), null);
    }

    /** A file that comes with it. */
    public record Enclosure(String fileName, String contentType, byte[] bytes) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Enclosure enclosure
                    && fileName.equals(enclosure.fileName)
                    && Arrays.equals(bytes, enclosure.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return "Enclosure[" + fileName + ", " + bytes.length + " bytes]";
        }
    }
}
