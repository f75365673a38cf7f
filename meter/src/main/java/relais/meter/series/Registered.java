package relais.meter.series;

import java.util.Arrays;

/** What became of the wish for series. */
public sealed interface Registered {

    /** The numbers, in the order of the definitions; durable. */
    record Known(long[] ids) implements Registered {
        @Override
        public boolean equals(Object other) {
            return other instanceof Known known && Arrays.equals(ids, known.ids);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(ids);
        }
    }

    /**
     * A bound is reached: -1 stands for each that is new and was not made.
     *
     * @param reason names the bound
     */
    record Some(long[] ids, String reason) implements Registered {
        @Override
        public boolean equals(Object other) {
            return other instanceof Some some
                    && Arrays.equals(ids, some.ids)
                    && reason.equals(some.reason);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(ids);
        }
    }

    /** The disk failed; none was made, and the same may be asked again. */
    record Broken(String reason) implements Registered {}

    /** None was made, for one is not well formed; the ones that were there remain. */
    record Refused(String reason) implements Registered {}
}
