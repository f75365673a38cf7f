package relais.spool;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An append on its way: payloads that become durable together, and who wants to know. */
final class Pending {

    final List<byte[]> payloads;
    final long bytes;
    private final @Nullable Consumer<Appended> told;
    private final Thread waiter = Thread.currentThread();
    private volatile @Nullable Appended answer;
    long lastPosition;

    Pending(List<byte[]> payloads, @Nullable Consumer<Appended> told) {
        this.payloads = payloads;
        this.told = told;
        this.bytes = payloads.stream().mapToLong(payload -> Framing.HEADER + payload.length).sum();
    }

    boolean isAsynchronous() {
        return told != null;
    }

    void answer(Appended what) {
        if (told == null) {
            answer = what;
            LockSupport.unpark(waiter);
        } else {
            told.accept(what);
        }
    }

    /** Waits even when interrupted: the entry is on its way and its fate must be known. */
    Appended await() {
        boolean interrupted = false;
        Appended what;
        while ((what = answer) == null) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return what;
    }
}
