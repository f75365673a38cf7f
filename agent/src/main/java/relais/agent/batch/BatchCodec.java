package relais.agent.batch;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import relais.agent.batch.Batch.Lane;
import relais.agent.batch.Batch.Numbered;

/** Batches as docs/formats/agent-batch.md has them. The sheets within keep their own bytes. */
public final class BatchCodec {

    /** Bytes of one batch; a collector refuses a larger body before it reads it. */
    public static final int LARGEST = 8 << 20;

    private static final int MAGIC = 0x524C4142;
    private static final byte VERSION = 1;

    private BatchCodec() {}

    public static byte[] encode(Batch batch) {
        Out out = new Out();
        out.eight((long) MAGIC << 32 | VERSION << 24 | batch.lane().ordinal() << 16);
        out.eight(batch.stream());
        out.varint(batch.oldest());
        out.varint(batch.sheets().size());
        long before = 0;
        for (Numbered sheet : batch.sheets()) {
            out.varint(sheet.sequence() - before);
            before = sheet.sequence();
            out.varint(sheet.sheet().length);
            out.write(sheet.sheet(), 0, sheet.sheet().length);
        }
        return out.bytes();
    }

    /** The batch of those bytes; its sheets are not yet looked into. */
    public static Batch decode(byte[] encoded) throws Damaged {
        if (encoded.length > LARGEST) {
            throw new Damaged("a batch of " + encoded.length + " bytes");
        }
        In in = new In(ByteBuffer.wrap(encoded));
        long head = in.eight();
        int lane = (int) (head >>> 16) & 0xFF;
        if (head >>> 32 != MAGIC) {
            throw new Damaged("not a batch");
        }
        if ((head >>> 24 & 0xFF) != VERSION || lane >= Lane.values().length) {
            throw new Damaged("a batch of version " + (head >>> 24 & 0xFF) + ", lane " + lane);
        }
        long stream = in.eight();
        long oldest = in.varint();
        int count = in.count(Batch.MOST_SHEETS);
        List<Numbered> sheets = new ArrayList<>();
        long sequence = 0;
        for (int i = 0; i < count; i++) {
            long step = in.varint();
            if (step <= 0 || sequence + step <= 0) {
                throw new Damaged("sequences that do not grow");
            }
            sequence += step;
            sheets.add(new Numbered(sequence, in.piece(in.count(SheetCodec.LARGEST_ENCODED))));
        }
        in.end();
        if (sheets.isEmpty()) {
            throw new Damaged("a batch without sheets");
        }
        return new Batch(stream, Lane.values()[lane], oldest, sheets);
    }
}
