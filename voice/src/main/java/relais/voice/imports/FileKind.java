package relais.voice.imports;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a file is by its content; its name proves nothing. */
sealed interface FileKind {
    record Xlsx() implements FileKind {}

    /** Text in rows. */
    record Csv(Charset charset) implements FileKind {}

    /** Windows' Western European, what Excel writes as "CSV" in Africa and Europe. */
    Charset WINDOWS = Charset.forName("windows-1252");

    int HEAD = 8 * 1024;

    /** Looks at the whole file once. */
    static FileKind of(Path file) throws IOException, FileProblem {
        byte[] head = head(file);
        if (head.length == 0) {
            throw new FileProblem("file-empty", "the file is empty");
        }
        if (startsWith(head, 'P', 'K', 3, 4)) {
            return new Xlsx();
        }
        refuseOthers(head);
        if (startsWith(head, 0xFF, 0xFE) || startsWith(head, 0xFE, 0xFF)) {
            return new Csv(StandardCharsets.UTF_16);
        }
        Charset wide = wideWithoutMark(head);
        if (wide != null) {
            return new Csv(wide);
        }
        for (byte b : head) {
            if (b == 0) {
                throw notText();
            }
        }
        return new Csv(isUtf8(file) ? StandardCharsets.UTF_8 : WINDOWS);
    }

    private static byte[] head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(HEAD);
        }
    }

    private static boolean startsWith(byte[] head, int... signs) {
        if (head.length < signs.length) {
            return false;
        }
        for (int i = 0; i < signs.length; i++) {
            if ((head[i] & 0xFF) != signs[i]) {
                return false;
            }
        }
        return true;
    }

    private static void refuseOthers(byte[] head) throws FileProblem {
        if (startsWith(head, 0xD0, 0xCF, 0x11, 0xE0)) {
            throw new FileProblem(
                    "file-old-excel", "this is an old Excel file: save it as .xlsx or .csv");
        }
        boolean other =
                startsWith(head, 0x89, 'P', 'N', 'G')
                        || startsWith(head, 0xFF, 0xD8, 0xFF)
                        || startsWith(head, 'G', 'I', 'F', '8')
                        || startsWith(head, '%', 'P', 'D', 'F')
                        || startsWith(head, 0x1F, 0x8B)
                        || startsWith(head, '<', '!', 'D')
                        || startsWith(head, '<', 'h', 't', 'm', 'l');
        if (other) {
            throw notText();
        }
    }

    private static FileProblem notText() {
        return new FileProblem(
                "file-not-a-list", "this is neither CSV nor XLSX, whatever its name says");
    }

    /** UTF-16 without its mark shows by a zero in every other byte of Latin text. */
    private static @org.jspecify.annotations.Nullable Charset wideWithoutMark(byte[] head) {
        int[] zeros = new int[2];
        for (int i = 0; i < head.length; i++) {
            zeros[i & 1] += head[i] == 0 ? 1 : 0;
        }
        int many = head.length / 4;
        if (zeros[1] > many && zeros[0] == 0) {
            return StandardCharsets.UTF_16LE;
        }
        return zeros[0] > many && zeros[1] == 0 ? StandardCharsets.UTF_16BE : null;
    }

    private static boolean isUtf8(Path file) throws IOException {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer bytes = ByteBuffer.allocate(64 * 1024);
        CharBuffer chars = CharBuffer.allocate(64 * 1024);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            boolean more = true;
            while (more) {
                int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
                more = read >= 0;
                bytes.position(bytes.position() + Math.max(read, 0));
                bytes.flip();
                CoderResult result = decoder.decode(bytes, chars.clear(), !more);
                if (result.isError()) {
                    return false;
                }
                bytes.compact();
            }
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
