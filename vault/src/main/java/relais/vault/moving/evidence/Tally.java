package relais.vault.moving.evidence;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Counts and sums over rows of one table; several add up to the whole, in any order. */
public final class Tally {
    /** Stands for a value that is not there in the sum over whole rows. */
    public static final long NOTHING = 0x6e6f7468696e67L;

    /** Longer texts and all bytes are summed by their SHA-256. */
    public static final int LONG_TEXT = 65_536;

    private static final int KEY_SIGNS = 200;

    public long rows;
    public long rejected;

    /** Of those rejected: rows that PostgreSQL refused after they were summed. */
    public long unsummed;

    public long rowHash;
    public final long[] nulls;
    public final long[] hashes;

    /** Dates of zeros, which became NULL. */
    public final long[] zeros;

    /** Values that could not be kept as they were. */
    public final long[] changed;

    /** Texts with letters beyond ASCII, and those of them that are UTF-8 encoded twice. */
    public final long[] foreign;

    public final long[] doubled;

    /** Values other than 0 and 1. */
    public final long[] beyondFlag;

    private byte @Nullable [] least;
    private byte @Nullable [] greatest;
    private final boolean numericKey;

    public Tally(int columns, boolean numericKey) {
        this.nulls = new long[columns];
        this.hashes = new long[columns];
        this.zeros = new long[columns];
        this.changed = new long[columns];
        this.foreign = new long[columns];
        this.doubled = new long[columns];
        this.beyondFlag = new long[columns];
        this.numericKey = numericKey;
    }

    /** As kept between two runs of an import. */
    public record Sums(
            long rows,
            long rejected,
            long unsummed,
            String rowHash,
            @Nullable String least,
            @Nullable String greatest,
            List<ColumnSums> columns) {}

    /** The same for one column. */
    public record ColumnSums(
            long nulls,
            String hash,
            long zeros,
            long changed,
            long foreign,
            long doubled,
            long beyondFlag) {}

    public Sums sums() {
        return new Sums(
                rows,
                rejected,
                unsummed,
                Long.toHexString(rowHash),
                text(least),
                text(greatest),
                IntStream.range(0, nulls.length).mapToObj(this::column).toList());
    }

    private ColumnSums column(int i) {
        return new ColumnSums(
                nulls[i],
                Long.toHexString(hashes[i]),
                zeros[i],
                changed[i],
                foreign[i],
                doubled[i],
                beyondFlag[i]);
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    public static Tally of(Sums sums, boolean numericKey) {
        Tally tally = new Tally(sums.columns().size(), numericKey);
        tally.rows = sums.rows();
        tally.rejected = sums.rejected();
        tally.unsummed = sums.unsummed();
        tally.rowHash = Long.parseUnsignedLong(sums.rowHash(), 16);
        tally.least = bytes(sums.least());
        tally.greatest = bytes(sums.greatest());
        for (int i = 0; i < tally.nulls.length; i++) {
            ColumnSums column = sums.columns().get(i);
            tally.nulls[i] = column.nulls();
            tally.hashes[i] = Long.parseUnsignedLong(column.hash(), 16);
            tally.zeros[i] = column.zeros();
            tally.changed[i] = column.changed();
            tally.foreign[i] = column.foreign();
            tally.doubled[i] = column.doubled();
            tally.beyondFlag[i] = column.beyondFlag();
        }
        return tally;
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    public void add(Tally more) {
        rows += more.rows;
        rejected += more.rejected;
        unsummed += more.unsummed;
        rowHash += more.rowHash;
        addAll(nulls, more.nulls);
        addAll(hashes, more.hashes);
        addAll(zeros, more.zeros);
        addAll(changed, more.changed);
        addAll(foreign, more.foreign);
        addAll(doubled, more.doubled);
        addAll(beyondFlag, more.beyondFlag);
        if (more.least != null && more.greatest != null) {
            key(more.least, 0, more.least.length);
            key(more.greatest, 0, more.greatest.length);
        }
    }

    private static void addAll(long[] to, long[] more) {
        for (int i = 0; i < to.length; i++) {
            to[i] += more[i];
        }
    }

    /** One more key. */
    public void key(byte[] data, int from, int to) {
        if (to - from > KEY_SIGNS) {
            return;
        }
        if (least == null || compare(data, from, to, least) < 0) {
            least = Arrays.copyOfRange(data, from, to);
        }
        if (greatest == null || compare(data, from, to, greatest) > 0) {
            greatest = Arrays.copyOfRange(data, from, to);
        }
    }

    private int compare(byte[] data, int from, int to, byte[] other) {
        if (!numericKey) {
            return Arrays.compareUnsigned(data, from, to, other, 0, other.length);
        }
        boolean negative = to > from && data[from] == '-';
        boolean otherNegative = other.length > 0 && other[0] == '-';
        if (negative != otherNegative) {
            return negative ? -1 : 1;
        }
        int order =
                to - from != other.length
                        ? Integer.compare(to - from, other.length)
                        : Arrays.compareUnsigned(data, from, to, other, 0, other.length);
        return negative ? -order : order;
    }
}
