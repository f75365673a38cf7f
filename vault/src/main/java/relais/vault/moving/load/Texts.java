package relais.vault.moving.load;

import java.nio.charset.CharsetDecoder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import relais.vault.moving.dump.Column;
import relais.vault.moving.dump.Literal;

/** Turns texts of any charset into UTF-8 that PostgreSQL takes. */
final class Texts {
    private static final byte[] REPLACEMENT = {(byte) 0xef, (byte) 0xbf, (byte) 0xbd};

    /** Longer texts are not asked whether they are encoded twice. */
    private static final int DOUBLED_SIGNS = 65_536;

    private final Bytes clean = new Bytes(4_096);
    private final Bytes once = new Bytes(1_024);
    private final Map<String, Optional<CharsetDecoder>> decoders = new HashMap<>();

    /** The last text: where it lies, and what is known of it. */
    byte[] data = {};

    int from;
    int to;
    boolean foreign;
    boolean doubled;
    String trouble = "";

    /**
     * The charset of a literal: what it names itself, what its column has where bytes are given or
     * the dump is binary, else what SET NAMES said.
     */
    static String charset(Column column, Literal value, String names) {
        if (value.form == Literal.Form.BYTES || names.equals("binary")) {
            return column.charset();
        }
        return value.charset.isEmpty() ? names : value.charset;
    }

    void take(String charset, byte[] given, int start, int end) {
        data = given;
        from = start;
        to = end;
        foreign = false;
        doubled = false;
        trouble = "";
        boolean utf8 = Charsets.isUtf8(charset);
        if (utf8 || Charsets.isLatin1(charset)) {
            int at = start;
            while (at < end && given[at] > 0) {
                at++;
            }
            if (at == end) {
                return;
            }
        }
        if (!utf8) {
            decode(charset);
        } else if (hasZero() || !Utf8.valid(given, start, end)) {
            repair();
        }
        foreign = hasForeign();
        doubled = foreign && to - from < DOUBLED_SIGNS && Charsets.isDoubled(data, from, to, once);
    }

    private boolean hasZero() {
        for (int i = from; i < to; i++) {
            if (data[i] == 0) {
                return true;
            }
        }
        return false;
    }

    private boolean hasForeign() {
        for (int i = from; i < to; i++) {
            if (data[i] < 0) {
                return true;
            }
        }
        return false;
    }

    private void decode(String charset) {
        clean.clear();
        if (Charsets.isLatin1(charset)) {
            for (int i = from; i < to; i++) {
                clean.addSign(Charsets.latin1(data[i] & 0xff));
            }
        } else {
            Optional<CharsetDecoder> decoder = decoders.computeIfAbsent(charset, Charsets::decoder);
            if (decoder.isEmpty()) {
                trouble = "the charset " + charset + " is not known";
                repair();
                return;
            }
            Charsets.decode(decoder.get(), data, from, to, clean);
        }
        use();
        if (hasZero()) {
            repair();
        }
    }

    private void use() {
        data = clean.data;
        from = 0;
        to = clean.length;
    }

    /** What is no UTF-8, and NUL, becomes U+FFFD. */
    private void repair() {
        byte[] given = data;
        Bytes mended = given == clean.data ? once : clean;
        mended.clear();
        int at = from;
        while (at < to) {
            int count = given[at] == 0 ? -1 : Utf8.sequence(given, at, to);
            if (count > 0) {
                mended.add(given, at, at + count);
                at += count;
            } else {
                if (trouble.isEmpty()) {
                    trouble =
                            given[at] == 0
                                    ? "PostgreSQL's texts hold no NUL"
                                    : "the byte %02x is no UTF-8".formatted(given[at]);
                }
                mended.add(REPLACEMENT, 0, REPLACEMENT.length);
                at++;
            }
        }
        if (mended == once) {
            clean.clear();
            clean.add(once.data, 0, once.length);
        }
        use();
    }
}
