package relais.vault.moving.load;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import relais.vault.moving.dump.Session;
import relais.vault.moving.dump.Table;
import relais.vault.moving.evidence.Tally;
import relais.vault.moving.load.Parcel.Rows;

/** Between the thread that reads and the one that copies; the first waits for the second. */
final class HandOver {
    /** Some megabytes in all: enough that neither waits for the other's hiccups. */
    private static final int PARCELS = 6;

    /** A buffer that a long row has blown up is not kept. */
    private static final int LARGEST_KEPT = 2 << 20;

    private final BlockingQueue<Parcel> waiting = new LinkedBlockingQueue<>();
    private final BlockingQueue<Boolean> room = new ArrayBlockingQueue<>(PARCELS);
    private final BlockingQueue<Rows> used = new ArrayBlockingQueue<>(PARCELS);
    private volatile boolean broken;

    HandOver() {
        for (int i = 0; i < PARCELS; i++) {
            room.add(true);
        }
    }

    /** An empty parcel, as soon as there is room for one. */
    Rows take(Table table, Tally tally, Session.Snapshot session) throws IOException {
        try {
            while (room.poll(1, TimeUnit.SECONDS) == null) {
                refuseIfBroken();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the reading was interrupted");
        }
        refuseIfBroken();
        Rows rows = used.poll();
        if (rows == null) {
            return new Rows(table, tally, session);
        }
        rows.text.clear();
        rows.rejects.clear();
        rows.count = 0;
        rows.part = Rows.Part.WHOLE;
        rows.table = table;
        rows.tally = tally;
        rows.session = session;
        return rows;
    }

    private void refuseIfBroken() throws IOException {
        if (broken) {
            throw new IOException("the copying has ended");
        }
    }

    void put(Parcel parcel) throws IOException {
        refuseIfBroken();
        waiting.add(parcel);
    }

    /** Like {@link #put}, whether or not anybody still listens. */
    void fail(Exception why) {
        waiting.add(new Parcel.Failed(why));
    }

    Parcel next() throws InterruptedException {
        return waiting.take();
    }

    void giveBack(Rows rows) {
        if (rows.text.data.length <= LARGEST_KEPT) {
            used.offer(rows);
        }
        room.add(true);
    }

    /** The copying has ended before the reading. */
    void breakOff() {
        broken = true;
    }
}
