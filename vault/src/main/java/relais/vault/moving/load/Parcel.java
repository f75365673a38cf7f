package relais.vault.moving.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import relais.vault.moving.dump.Session;
import relais.vault.moving.dump.Table;
import relais.vault.moving.evidence.Tally;

/** What the reading thread hands to the copying thread, in the dump's order. */
sealed interface Parcel {
    /** A table is to be made. */
    record Declared(Table table) implements Parcel {}

    /** Something is not moved. */
    record LeftOut(String sort, String name, long offset) implements Parcel {}

    /** The dump has been read. */
    record Ended(boolean whole, String zone) implements Parcel {}

    /** The reading failed. */
    record Failed(Exception why) implements Parcel {}

    /**
     * A value, or with it a whole row, that could not be kept as it was.
     *
     * @param offset where its row begins
     * @param column "" for a whole row
     */
    record Reject(long offset, String column, String reason, byte[] sample) {
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    /** Rows as COPY's text, or a part of one row that is too long to be handed over at once. */
    final class Rows implements Parcel {
        /** Handed over when it is this long, at the end of a row. */
        static final int FULL = 512 * 1024;

        /** A row that is longer than this goes in parts. */
        static final int LONG_ROW = 2 << 20;

        /** What part of a long row it is. */
        enum Part {
            WHOLE,
            FIRST,
            MORE,
            LAST,
            /** The row turned out to be none; what was sent of it is taken back. */
            SPOILED
        }

        final Bytes text = new Bytes(FULL + FULL / 2);
        private int[] starts = new int[1_024];
        private long[] offsets = new long[1_024];
        int count;
        Part part = Part.WHOLE;
        Table table;
        List<String> columns = List.of();
        Tally tally;
        final List<Reject> rejects = new ArrayList<>();

        /** Where reading can begin again, and what of it is done then. */
        long statement;

        long next;
        Session.Snapshot session;

        Rows(Table table, Tally tally, Session.Snapshot session) {
            this.table = table;
            this.tally = tally;
            this.session = session;
        }

        void rowBegins(int start, long offset) {
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, count * 2);
                offsets = Arrays.copyOf(offsets, count * 2);
            }
            starts[count] = start;
            offsets[count] = offset;
            count++;
        }

        int start(int row) {
            return row == count ? text.length : starts[row];
        }

        long offset(int row) {
            return offsets[row];
        }
    }
}
