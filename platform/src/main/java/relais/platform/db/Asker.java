package relais.platform.db;

/**
 * For whom a thread asks the database, where that decides what a standby may answer. Work for
 * nobody in particular waits for the primary: it reads what it will act on, and must not act twice
 * on what it could not write down.
 */
public enum Asker {
    /** Somebody who looks: may be shown what the standby has. */
    READER,
    /** Somebody who changes something: hears at once that it cannot be. */
    WRITER;

    private static final ScopedValue<Asker> CURRENT = ScopedValue.newInstance();

    /** Does {@code work}, all it asks of the database being asked for this one. */
    public <T, X extends Throwable> T call(ScopedValue.CallableOp<? extends T, X> work) throws X {
        return ScopedValue.where(CURRENT, this).call(work);
    }

    static boolean isReader() {
        return CURRENT.isBound() && CURRENT.get() == READER;
    }

    static boolean isAnybody() {
        return CURRENT.isBound();
    }
}
