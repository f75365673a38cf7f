package relais.vault.limited;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Bytes that are text in some encoding. */
final class PlainText {
    private PlainText() {}

    /** By byte order mark, as UTF-8 where it is, else as Windows writes in the west. */
    static String decode(byte[] bytes) {
        if (starts(bytes, 0xff, 0xfe)) {
            return new String(bytes, StandardCharsets.UTF_16LE);
        }
        if (starts(bytes, 0xfe, 0xff)) {
            return new String(bytes, StandardCharsets.UTF_16BE);
        }
        CharBuffer text = CharBuffer.allocate(bytes.length);
        var result =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .decode(ByteBuffer.wrap(bytes), text, false); // cut within a sign is well
        return result.isError()
                ? new String(bytes, Charset.forName("windows-1252"))
                : text.flip().toString();
    }

    private static boolean starts(byte[] bytes, int first, int second) {
        return bytes.length >= 2 && (bytes[0] & 0xff) == first && (bytes[1] & 0xff) == second;
    }
}
