package relais.vault.policy;

import org.jspecify.annotations.Nullable;

/**
 * What a store costs, in the operator's currency; absent is nothing. A GB is 10^9 bytes.
 *
 * @param gbMonth a GB for a month
 * @param millionWrites a million objects written
 * @param gbOut a GB read
 */
public record Prices(
        @Nullable Double gbMonth, @Nullable Double millionWrites, @Nullable Double gbOut) {
    static final Prices NONE = new Prices(null, null, null);

    private static final double GB = 1e9;
    private static final double MILLION = 1e6;

    double month(long bytes) {
        return gbMonth == null ? 0 : gbMonth * bytes / GB;
    }

    double writes(long objects) {
        return millionWrites == null ? 0 : millionWrites * objects / MILLION;
    }

    double out(long bytes) {
        return gbOut == null ? 0 : gbOut * bytes / GB;
    }

    boolean sensible() {
        return sensible(gbMonth) && sensible(millionWrites) && sensible(gbOut);
    }

    private static boolean sensible(@Nullable Double price) {
        return price == null || price >= 0 && price < MILLION;
    }
}
