package relais.platform.db;

/**
 * Makes what was committed without waiting for the disk durable: many who wait at once cost one
 * flush. For transactions that hold a lock everybody needs: with {@code SET LOCAL
 * synchronous_commit = off} the lock is free as soon as they commit, and nobody says yes before
 * {@link #await} has returned.
 */
public final class Flushing {
    private final Database database;
    private long begun;
    private long ended;
    private boolean running;

    public Flushing(Database database) {
        this.database = database;
    }

    /**
     * Returns when everything that was committed before is on disk; an exception means that nobody
     * knows.
     */
    public void await() {
        long mine;
        synchronized (this) {
            mine = begun + 1; // one that runs already may have looked too early
        }
        while (!isEnded(mine)) {
            if (begin(mine)) {
                flush();
            }
        }
    }

    private synchronized boolean isEnded(long round) {
        return ended >= round;
    }

    /** Whether the caller is to flush for all who wait; else a round has ended meanwhile. */
    private synchronized boolean begin(long wanted) {
        while (running && ended < wanted) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted before a commit was durable", e);
            }
        }
        if (ended >= wanted) {
            return false;
        }
        running = true;
        begun++;
        return true;
    }

    /** An own transaction that writes and waits flushes all that lies before it in the log. */
    private void flush() {
        boolean done = false;
        try {
            database.useTransaction(
                    tx -> {
                        tx.execute("SET LOCAL synchronous_commit = on");
                        tx.createQuery("SELECT pg_logical_emit_message(true, 'relais', '')")
                                .mapTo(String.class)
                                .one();
                    });
            done = true;
        } finally {
            end(done);
        }
    }

    private synchronized void end(boolean done) {
        running = false;
        if (done) {
            ended = begun;
        }
        notifyAll();
    }
}
