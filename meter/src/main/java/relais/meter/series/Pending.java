package relais.meter.series;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** An append on its way, or the wish that everything before it be sealed. */
final class Pending {

    private final @Nullable SampleBatch batch;
    private final byte[] record;
    private final Thread waiter = Thread.currentThread();
    private volatile @Nullable Appended answer;

    Pending(@Nullable SampleBatch batch) {
        this.batch = batch;
        this.record = batch == null ? new byte[0] : batch.encode();
    }

    /** Null for the wish to seal. Nobody else touches it until the answer is given. */
    @Nullable SampleBatch batch() {
        return batch;
    }

    byte[] record() {
        return record;
    }

    void answer(Appended what) {
        answer = what;
        LockSupport.unpark(waiter);
    }

    /** Waits even when interrupted: the samples are on their way and their fate must be known. */
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
