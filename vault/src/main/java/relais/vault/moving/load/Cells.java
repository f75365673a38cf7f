package relais.vault.moving.load;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import relais.vault.moving.dump.Column;
import relais.vault.moving.dump.Kind;
import relais.vault.moving.dump.Literal;
import relais.vault.moving.evidence.PgHash;
import relais.vault.moving.evidence.Sha;
import relais.vault.moving.evidence.Tally;

/** Makes the values of one row into what COPY takes, and sums what it made. */
final class Cells {
    /** Is told of a value that could not be kept as it was. */
    interface Troubles {
        void value(Column column, String reason, Literal value);
    }

    private static final int NULL = 1;
    private static final int ZERO = 2;
    private static final int CHANGED = 4;
    private static final int FOREIGN = 8;
    private static final int DOUBLED = 16;
    private static final int BEYOND_FLAG = 32;

    private final Troubles troubles;
    private final Texts texts = new Texts();
    private final Bytes made = new Bytes(256);
    private final Bytes bits = new Bytes(64);
    private final Bytes key = new Bytes(256);
    private long[] hashes = {};
    private int[] marks = {};
    private boolean keyed;

    Cells(Troubles troubles) {
        this.troubles = troubles;
    }

    void rowBegins(int columns) {
        if (hashes.length != columns) {
            hashes = new long[columns];
            marks = new int[columns];
        }
        Arrays.fill(marks, NULL); // a column that the row does not fill
        Arrays.fill(hashes, Tally.NOTHING);
        keyed = false;
    }

    /** Adds the row that is whole now. */
    void rowEnds(Tally tally) {
        long whole = 0;
        for (int i = 0; i < hashes.length; i++) {
            int mark = marks[i];
            if (mark != 0) {
                tally.nulls[i] += mark & NULL;
                tally.zeros[i] += (mark & ZERO) / ZERO;
                tally.changed[i] += (mark & CHANGED) / CHANGED;
                tally.foreign[i] += (mark & FOREIGN) / FOREIGN;
                tally.doubled[i] += (mark & DOUBLED) / DOUBLED;
                tally.beyondFlag[i] += (mark & BEYOND_FLAG) / BEYOND_FLAG;
            }
            if ((mark & NULL) == 0) {
                tally.hashes[i] += hashes[i];
            }
            whole = PgHash.ofRow(hashes[i], whole);
        }
        tally.rows++;
        tally.rowHash += whole;
        if (keyed) {
            tally.key(key.data, 0, key.length);
        }
    }

    /** Notes what a long value, copied elsewhere, comes to. */
    void longValue(int index, long hash, boolean changed) {
        hashes[index] = hash;
        marks[index] = changed ? CHANGED : 0;
    }

    void nothing(int index, boolean changed) {
        hashes[index] = Tally.NOTHING;
        marks[index] = NULL | (changed ? CHANGED : 0);
    }

    /** Appends the value; {@code index} is its place among the table's filled columns. */
    void value(Column column, int index, boolean isKey, Literal value, String names, Bytes out) {
        marks[index] = 0;
        if (value.form == Literal.Form.NULL) {
            none(index, 0, out);
            return;
        }
        if (column.kind().isText()) {
            text(column, index, value, names, out);
        } else {
            other(column, index, value, out);
        }
        if (isKey && (marks[index] & NULL) == 0) {
            Bytes canonical = made;
            key.clear();
            if (column.kind().isText()) {
                key.add(texts.data, texts.from, texts.to);
            } else {
                key.add(canonical.data, 0, canonical.length);
            }
            keyed = true;
        }
    }

    private void none(int index, int mark, Bytes out) {
        marks[index] = NULL | mark;
        hashes[index] = Tally.NOTHING;
        out.add('\\');
        out.add('N');
    }

    private void refused(Column column, int index, String reason, Literal value, Bytes out) {
        troubles.value(column, reason, value);
        none(index, CHANGED, out);
    }

    private void text(Column column, int index, Literal value, String names, Bytes out) {
        texts.take(Texts.charset(column, value, names), value.data, value.from, value.to);
        if (!texts.trouble.isEmpty()) {
            troubles.value(column, texts.trouble, value);
            marks[index] |= CHANGED;
        }
        marks[index] |= (texts.foreign ? FOREIGN : 0) | (texts.doubled ? DOUBLED : 0);
        int length = texts.to - texts.from;
        hashes[index] =
                length > Tally.LONG_TEXT
                        ? Sha.hash(texts.data, texts.from, texts.to)
                        : PgHash.of(texts.data, texts.from, texts.to);
        if (column.kind() == Kind.CHOICES) {
            choices(out);
        } else {
            out.addEscaped(texts.data, texts.from, texts.to);
        }
    }

    /** {@code a,b} as an array's text: each in quotes. */
    private void choices(Bytes out) {
        bits.clear();
        bits.add('{');
        if (texts.to > texts.from) {
            bits.add('"');
            for (int i = texts.from; i < texts.to; i++) {
                byte b = texts.data[i];
                if (b == ',') {
                    bits.addText("\",\"");
                } else {
                    if (b == '"' || b == '\\') {
                        bits.add('\\');
                    }
                    bits.add(b);
                }
            }
            bits.add('"');
        }
        bits.add('}');
        out.addEscaped(bits.data, 0, bits.length);
    }

    private void other(Column column, int index, Literal value, Bytes out) {
        made.clear();
        switch (column.kind()) {
            case SMALLINT, INTEGER, BIGINT, NUMERIC, YEAR -> number(column, index, value, out);
            case REAL, DOUBLE -> {
                bits.clear();
                done(index, Numbers.floating(column, value, made, bits), column, value, out, bits);
            }
            case BOOLEAN, BITS ->
                    done(index, Numbers.bits(column.size(), value, made), column, value, out, null);
            case DATE, TIMESTAMP, TIMESTAMPTZ, INTERVAL -> moment(column, index, value, out);
            case BYTES -> {
                hashes[index] = Sha.hash(value.data, value.from, value.to);
                out.addText("\\\\x");
                out.addHex(value.data, value.from, value.to);
            }
            case TEXT, CHOICE, CHOICES, JSON ->
                    throw new IllegalStateException("texts are made elsewhere");
        }
    }

    private void number(Column column, int index, Literal value, Bytes out) {
        Literal given = value;
        if (value.form == Literal.Form.BYTES) {
            bits.clear();
            if (Numbers.ofBytes(value, bits)) {
                given = new Literal();
                given.data = bits.data;
                given.to = bits.length;
            }
        }
        boolean good =
                column.kind() == Kind.NUMERIC
                        ? Numbers.decimal(column, given, made)
                        : Numbers.whole(column, given, made);
        if (column.flag() && (made.length != 1 || made.data[0] > '1')) {
            marks[index] |= BEYOND_FLAG;
        }
        done(index, good, column, value, out, null);
    }

    private void done(
            int index,
            boolean good,
            Column column,
            Literal value,
            Bytes out,
            @Nullable Bytes compared) {
        if (!good) {
            refused(column, index, "is no " + column.type(), value, out);
            return;
        }
        hashes[index] =
                switch (column.kind()) {
                    case SMALLINT, INTEGER, BIGINT, YEAR -> PgHash.ofNumber(Numbers.value(made));
                    case DATE -> PgHash.ofNumber(Moments.days(made.data));
                    case TIMESTAMP, TIMESTAMPTZ -> PgHash.ofMoment(Moments.micros(made));
                    default -> text(compared == null ? made : compared);
                };
        out.add(made.data, 0, made.length);
    }

    private static long text(Bytes summed) {
        return PgHash.of(summed.data, 0, summed.length);
    }

    private void moment(Column column, int index, Literal value, Bytes out) {
        Moments.Outcome outcome =
                switch (column.kind()) {
                    case DATE -> Moments.date(value.data, value.from, value.to, made);
                    case INTERVAL -> Moments.interval(value.data, value.from, value.to, made);
                    default -> Moments.timestamp(value.data, value.from, value.to, made);
                };
        switch (outcome) {
            case GOOD -> {
                done(index, true, column, value, out, null);
                if (column.kind() == Kind.TIMESTAMPTZ) {
                    out.addText("+00");
                }
            }
            case ZERO -> none(index, ZERO, out);
            case PARTIAL -> refused(column, index, "is a date with a part missing", value, out);
            case WRONG -> refused(column, index, "is no " + column.type(), value, out);
        }
    }
}
