package relais.meter.history.archive;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** What a file holds. */
public sealed interface Contents {
    /** Bytes of one file: five years of minutes in Whisper. */
    int MOST_BYTES = 32 << 20;

    /** The courses look into the bytes they were read from. */
    record Courses(List<Course> all) implements Contents {
        public Courses {
            all = List.copyOf(all);
        }
    }

    /** Not a file that is understood; the reason is for who brought it. */
    record Refused(String reason) implements Contents {}

    /** Whose file it is is told by how it begins; Whisper's begins with nothing of its own. */
    static Contents of(byte[] bytes) {
        try {
            Octets octets = new Octets(ByteBuffer.wrap(bytes));
            if (begins(bytes, RrdFile.MAGIC)) {
                return new Courses(RrdFile.read(octets));
            }
            if (begins(bytes, Rrd4jFile.MAGIC)) {
                return new Courses(Rrd4jFile.read(octets));
            }
            return new Courses(WhisperFile.read(octets));
        } catch (Unreadable unreadable) {
            return new Refused(String.valueOf(unreadable.getMessage()));
        }
    }

    private static boolean begins(byte[] bytes, String magic) {
        byte[] wanted = magic.getBytes(StandardCharsets.ISO_8859_1);
        return bytes.length >= wanted.length
                && Arrays.equals(bytes, 0, wanted.length, wanted, 0, wanted.length);
    }
}
