package relais.vault.upload;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of a form (RFC 7578), one after another as they arrive; nothing is kept. */
public final class Multipart {
    private static final Pattern BOUNDARY =
            Pattern.compile("multipart/form-data;.*boundary=\"?([^\";,\\s]{1,70})\"?.*");

    private static final Pattern FILE_NAME =
            Pattern.compile("(?i)content-disposition:.*[;\\s]filename=\"([^\"]*)\".*");

    /** The lines before a file: its name in the main. */
    private static final int MOST_HEADER_BYTES = 8_192;

    private final InputStream in;
    private final byte[] mark;
    private final byte[] buffer = new byte[64 * 1024];
    private int from;
    private int to;

    private Multipart(InputStream in, String boundary) {
        this.in = in;
        this.mark = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        // the first boundary needs no line before it
        buffer[0] = '\r';
        buffer[1] = '\n';
        to = 2;
    }

    /** Empty where the content type is not that of a form with files. */
    public static Optional<Multipart> of(String contentType, InputStream in) {
        Matcher boundary = BOUNDARY.matcher(contentType);
        return boundary.matches()
                ? Optional.of(new Multipart(in, boundary.group(1)))
                : Optional.empty();
    }

    /** A file: what its sender calls it, and what is in it, to be read before the next. */
    public record Part(String fileName, InputStream content) {}

    /** The next file; fields that are none are passed over. Empty at the form's end. */
    public Optional<Part> next() throws IOException {
        while (true) {
            skipPart();
            need(2);
            boolean end = buffer[from] == '-' && buffer[from + 1] == '-';
            if (end) {
                return Optional.empty();
            }
            Matcher name = FILE_NAME.matcher(headers());
            if (name.find()) {
                String path = name.group(1).replace("%22", "\"").replace('\\', '/');
                return Optional.of(
                        new Part(path.substring(path.lastIndexOf('/') + 1), new Content()));
            }
        }
    }

    private void skipPart() throws IOException {
        new Content().skipAll();
        from += mark.length;
    }

    private String headers() throws IOException {
        StringBuilder lines = new StringBuilder();
        byte[] bytes = new byte[MOST_HEADER_BYTES];
        int count = 0;
        while (!(count >= 4 && ends(bytes, count))) {
            need(1);
            if (count == bytes.length) {
                throw new IOException("the lines before a file are too long");
            }
            bytes[count++] = buffer[from++];
        }
        // an empty line follows at once where a file has no headers: it keeps its line's end
        lines.append(new String(bytes, 0, count, StandardCharsets.UTF_8));
        return lines.toString();
    }

    private static boolean ends(byte[] bytes, int count) {
        return bytes[count - 4] == '\r'
                && bytes[count - 3] == '\n'
                && bytes[count - 2] == '\r'
                && bytes[count - 1] == '\n';
    }

    private void need(int bytes) throws IOException {
        while (to - from < bytes) {
            fill();
        }
    }

    private void fill() throws IOException {
        if (from > 0) {
            System.arraycopy(buffer, from, buffer, 0, to - from);
            to -= from;
            from = 0;
        }
        int count = in.read(buffer, to, buffer.length - to);
        if (count < 0) {
            throw new EOFException("the form ended before it was whole");
        }
        to += count;
    }

    /** Where the next boundary begins, or -1 where none is in sight. */
    private int boundary() {
        for (int at = from; at + mark.length <= to; at++) {
            if (buffer[at] == mark[0]
                    && Arrays.equals(buffer, at, at + mark.length, mark, 0, mark.length)) {
                return at;
            }
        }
        return -1;
    }

    /** What is before the next boundary. */
    private final class Content extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            while (true) {
                int boundary = boundary();
                int safe = (boundary >= 0 ? boundary : to - mark.length + 1) - from;
                if (safe > 0) {
                    int count = Math.min(safe, length);
                    System.arraycopy(buffer, from, into, offset, count);
                    from += count;
                    return count;
                }
                if (boundary >= 0) {
                    return -1;
                }
                fill();
            }
        }

        void skipAll() throws IOException {
            byte[] away = new byte[8192];
            int count = 0;
            while (count >= 0) {
                count = read(away, 0, away.length);
            }
        }
    }
}
