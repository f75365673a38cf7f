package relais.vault.moving.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import relais.vault.moving.dump.Column;
import relais.vault.moving.dump.DumpListener;
import relais.vault.moving.dump.Literal;
import relais.vault.moving.dump.Session;
import relais.vault.moving.dump.Table;
import relais.vault.moving.evidence.Tally;
import relais.vault.moving.load.Parcel.Rows;

/** Makes what a dump holds into parcels for the copying thread. */
final class RowCopy implements DumpListener {
    private static final int SAMPLE_BYTES = 200;

    private final HandOver over;
    private final Session session;
    private final Map<String, Table> tables;
    private final long done;
    private final LongValue longValue = new LongValue();
    private final Cells cells = new Cells(this::valueTrouble);
    private Optional<Rows> current = Optional.empty();
    private List<Column> columns = List.of();
    private int[] places = {};
    private int keyPlace;
    private String names = "";
    private long statement;
    private long rowOffset;
    private int rowStart;
    private int rejectsBefore;
    private boolean longRow;
    private String trouble = "";

    /**
     * @param tables those known from an earlier run
     * @param done rows that begin before this offset are in already
     */
    RowCopy(HandOver over, Session session, Map<String, Table> tables, long done) {
        this.over = over;
        this.session = session;
        this.tables = tables;
        this.done = done;
    }

    @Override
    public void table(Table table) throws IOException {
        flush();
        tables.put(table.name(), table);
        over.put(new Parcel.Declared(table));
    }

    @Override
    public void leftOut(String sort, String name, long offset) throws IOException {
        flush();
        if (sort.equals("view")) {
            tables.remove(name);
        }
        over.put(new Parcel.LeftOut(sort, name, offset));
    }

    @Override
    public boolean rows(String name, List<String> given, long from, String charset)
            throws IOException {
        Table table = tables.get(name);
        if (table == null) {
            leftOut("rows", name, from);
            return false;
        }
        List<Column> filled = new ArrayList<>();
        for (String column : given) {
            Optional<Column> known = table.column(column);
            if (known.isEmpty()) {
                leftOut("rows", name + "." + column, from);
                return false;
            }
            filled.add(known.get());
        }
        begin(table, given.isEmpty() ? table.filled() : filled);
        statement = from;
        names = charset;
        rows().session = session.snapshot();
        return true;
    }

    private void begin(Table table, List<Column> filled) throws IOException {
        if (current.isPresent()
                && (!current.get().table.equals(table) || !columns.equals(filled))) {
            flush();
        }
        if (current.isEmpty() || !columns.equals(filled)) {
            columns = filled;
            List<Column> all = table.filled();
            places = filled.stream().mapToInt(all::indexOf).toArray();
            String key = table.keyColumn();
            keyPlace = -1;
            for (int i = 0; i < filled.size(); i++) {
                if (filled.get(i).name().equals(key) && filled.get(i).kind().orders()) {
                    keyPlace = i;
                }
            }
        }
        if (current.isEmpty()) {
            current = Optional.of(fresh(table));
        }
    }

    private Rows fresh(Table table) throws IOException {
        boolean numericKey =
                table.column(table.keyColumn()).map(c -> c.kind().isNumber()).orElse(false);
        Rows rows =
                over.take(table, new Tally(table.filled().size(), numericKey), session.snapshot());
        rows.columns = columns.stream().map(Column::name).toList();
        return rows;
    }

    private Rows rows() {
        return current.orElseThrow();
    }

    @Override
    public boolean row(long offset) {
        if (offset < done) {
            return false;
        }
        rowOffset = offset;
        rowStart = rows().text.length;
        rejectsBefore = rows().rejects.size();
        longRow = false;
        trouble = "";
        rows().rowBegins(rowStart, offset);
        cells.rowBegins(rows().table.filled().size());
        return true;
    }

    @Override
    public void piece(int index, Literal part) throws IOException {
        longPart(index, part, false);
    }

    @Override
    public void value(int index, Literal value) throws IOException {
        if (value.continued) {
            longPart(index, value, true);
            return;
        }
        if (index >= columns.size()) {
            return; // counted at the row's end
        }
        separate(index);
        cells.value(
                columns.get(index), places[index], index == keyPlace, value, names, rows().text);
        sendLong();
    }

    private void separate(int index) {
        if (index > 0) {
            rows().text.add('\t');
        }
    }

    private void longPart(int index, Literal part, boolean last) throws IOException {
        if (index >= columns.size() || !trouble.isEmpty()) {
            return;
        }
        Column column = columns.get(index);
        if (!part.continued) {
            separate(index);
            longValue.begin();
        }
        if (!LongValue.takes(column)) {
            trouble = "a value of " + column.name() + " is far too long";
            return;
        }
        if (!longValue.part(column, part, names, last, rows().text)) {
            trouble = "a value of " + column.name() + " is longer than PostgreSQL takes";
            return;
        }
        if (last) {
            if (longValue.changed) {
                valueTrouble(column, longValue.trouble, part);
            }
            cells.longValue(places[index], longValue.hash(), longValue.changed);
        }
        sendLong();
    }

    /** Hands over what there is of a row that has grown long. */
    private void sendLong() throws IOException {
        if (rows().text.length - rowStart < Rows.LONG_ROW) {
            return;
        }
        if (!longRow && rows().count > 1) {
            splitOff();
        }
        Rows full = rows();
        Rows next = fresh(full.table);
        full.part = longRow ? Rows.Part.MORE : Rows.Part.FIRST;
        next.rejects.addAll(full.rejects);
        full.rejects.clear();
        longRow = true;
        over.put(full);
        current = Optional.of(next);
        rowStart = 0;
    }

    /** The rows before the long one go as they are; the long one has a parcel of its own. */
    private void splitOff() throws IOException {
        Rows before = rows();
        Rows own = fresh(before.table);
        own.text.add(before.text.data, rowStart, before.text.length);
        own.rejects.addAll(before.rejects.subList(rejectsBefore, before.rejects.size()));
        before.rejects.subList(rejectsBefore, before.rejects.size()).clear();
        before.text.length = rowStart;
        before.count--;
        before.statement = statement;
        before.next = rowOffset;
        over.put(before);
        own.rowBegins(0, rowOffset);
        current = Optional.of(own);
        rowStart = 0;
        rejectsBefore = 0;
    }

    @Override
    public void rowEnds(int values, long next) throws IOException {
        if (values != columns.size() || !trouble.isEmpty()) {
            rowSpoiled(
                    trouble.isEmpty()
                            ? values + " values for " + columns.size() + " columns"
                            : trouble,
                    next);
            return;
        }
        Rows rows = rows();
        rows.text.add('\n');
        cells.rowEnds(rows.tally);
        ended(rows, next, Rows.Part.LAST);
    }

    @Override
    public void rowSpoiled(String reason, long next) throws IOException {
        Rows rows = rows();
        rows.rejects
                .subList(Math.min(rejectsBefore, rows.rejects.size()), rows.rejects.size())
                .clear();
        byte[] sample =
                Arrays.copyOfRange(
                        rows.text.data,
                        Math.min(rowStart, rows.text.length),
                        Math.min(rows.text.length, rowStart + SAMPLE_BYTES));
        rows.rejects.add(new Parcel.Reject(rowOffset, "", reason, sample));
        rows.tally.rejected++;
        if (!longRow) {
            rows.text.length = rowStart;
            rows.count--;
        }
        ended(rows, next, Rows.Part.SPOILED);
    }

    private void ended(Rows rows, long next, Rows.Part part) throws IOException {
        rows.statement = statement;
        rows.next = next;
        if (longRow) {
            rows.part = part;
            longRow = false;
            flushThenGoOn(rows);
        } else if (rows.text.length >= Rows.FULL) {
            flushThenGoOn(rows);
        }
    }

    private void flushThenGoOn(Rows rows) throws IOException {
        over.put(rows);
        current = Optional.of(fresh(rows.table));
    }

    @Override
    public void rowsEnd(long next) {
        // Parcels span statements: old dumps have one row in each.
    }

    private void valueTrouble(Column column, String reason, Literal value) {
        byte[] sample =
                Arrays.copyOfRange(
                        value.data, value.from, Math.min(value.to, value.from + SAMPLE_BYTES));
        rows().rejects.add(new Parcel.Reject(rowOffset, column.name(), reason, sample));
    }

    /** Hands over what is left. */
    void flush() throws IOException {
        if (current.isPresent()) {
            Rows rows = current.get();
            current = Optional.empty();
            if (rows.count > 0 || !rows.rejects.isEmpty()) {
                over.put(rows);
            } else {
                over.giveBack(rows);
            }
        }
    }
}
