package relais.vault.moving.load;

import java.security.MessageDigest;
import relais.vault.moving.dump.Column;
import relais.vault.moving.dump.Kind;
import relais.vault.moving.dump.Literal;
import relais.vault.moving.evidence.Sha;

/** A value that comes in parts, because it is longer than should be held. */
final class LongValue {
    /** What PostgreSQL can take in one field, as text of COPY (its MaxAllocSize, with room). */
    private static final long MOST = 1_000_000_000;

    private final Texts texts = new Texts();
    private final MessageDigest sha = Sha.digest();
    private final Bytes rest = new Bytes(16);
    private final Bytes joined = new Bytes(1 << 20);
    private long made;
    boolean changed;
    String trouble = "";

    /** Only texts and bytes may be long. */
    static boolean takes(Column column) {
        return column.kind() == Kind.TEXT
                || column.kind() == Kind.JSON
                || column.kind() == Kind.BYTES;
    }

    void begin() {
        sha.reset();
        rest.clear();
        made = 0;
        changed = false;
        trouble = "";
    }

    /** Appends one part; false where the value is longer than PostgreSQL takes. */
    boolean part(Column column, Literal part, String names, boolean last, Bytes out) {
        int before = out.length;
        if (column.kind() == Kind.BYTES) {
            if (made == 0) {
                out.addText("\\\\x");
            }
            sha.update(part.data, part.from, part.length());
            out.addHex(part.data, part.from, part.to);
        } else {
            text(column, part, names, last, out);
        }
        made += out.length - before;
        return made < MOST;
    }

    long hash() {
        return Sha.hash(sha);
    }

    private void text(Column column, Literal part, String names, boolean last, Bytes out) {
        joined.clear();
        joined.add(rest.data, 0, rest.length);
        joined.add(part.data, part.from, part.to);
        rest.clear();
        String charset = Texts.charset(column, part, names);
        int end = joined.length;
        if (!last && Charsets.isUtf8(charset)) {
            // The last sign may go on in the next part.
            int start = end - 1;
            while (start > 0 && start > end - 4 && (joined.data[start] & 0xc0) == 0x80) {
                start--;
            }
            if (end > 0 && Utf8.sequence(joined.data, start, end) == 0) {
                rest.add(joined.data, start, end);
                end = start;
            }
        } else if (!last && !Charsets.isLatin1(charset) && end % 4 != 0) {
            rest.add(joined.data, end - end % 4, end);
            end -= end % 4;
        }
        texts.take(charset, joined.data, 0, end);
        if (!texts.trouble.isEmpty()) {
            trouble = texts.trouble;
            changed = true;
        }
        sha.update(texts.data, texts.from, texts.to - texts.from);
        out.addEscaped(texts.data, texts.from, texts.to);
    }
}
