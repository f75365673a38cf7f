package relais.meter.series;

/** What became of the wish for series. */
public sealed interface Registered {

    /** The numbers, in the order of the definitions; durable. */
    record Known(long[] ids) implements Registered {
        @Override
        public boolean equals(Object other) {
            return other instanceof Known known && java.util.Arrays.equals(ids, known.ids);
        }

        @Override
        public int hashCode() {
            return java.util.Arrays.hashCode(ids);
        }
    }

    /** The disk failed; none was made, and the same may be asked again. */
    record Broken(String reason) implements Registered {}

    /** None was made; the ones that were there remain. */
    record Refused(String reason) implements Registered {}
}
