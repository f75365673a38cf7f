package relais.meter.ingest;

import java.util.List;

/** What became of what was brought. */
public sealed interface Taken {
    /**
     * What is stored is durable.
     *
     * @param tooOld samples whose raw time is over; they will never be kept
     * @param tooFar samples of the future
     * @param refused lines or samples that could not be understood or did not fit
     * @param reasons some of why
     */
    record Done(long stored, long tooOld, long tooFar, long refused, List<String> reasons)
            implements Taken {
        public Done {
            reasons = List.copyOf(reasons);
        }

        /** Whether everything is kept. */
        public boolean whole() {
            return tooOld + tooFar + refused == 0;
        }
    }

    /** The whole body is not what it should be; nothing of it is kept. */
    record Damaged(String reason) implements Taken {}

    /** The stores do not take it now; send it again. Some of it may be kept already. */
    record Away(String reason) implements Taken {}
}
