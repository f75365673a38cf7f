package relais.vault.moving.evidence;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of a dump that was moved in.
 *
 * @param clean every table has the same counts, nulls and sums on both sides and nothing was
 *     rejected or changed
 * @param same every table has the same counts, nulls and sums on both sides, beside what is listed
 *     as rejected or changed
 */
public record Evidence(
        String name,
        String state,
        boolean clean,
        boolean same,
        long rows,
        List<TableEvidence> tables,
        List<Finding> findings,
        List<Refused> refused) {

    /**
     * A table on both sides.
     *
     * @param comparable not so where PostgreSQL refused rows after they were summed
     */
    public record TableEvidence(
            String table,
            String target,
            String state,
            long read,
            long rejected,
            long kept,
            @Nullable String least,
            @Nullable String greatest,
            boolean same,
            boolean comparable,
            List<ColumnEvidence> columns) {}

    /**
     * A column on both sides.
     *
     * @param zeros dates of zeros, kept as nothing; {@code nulls} counts them too
     * @param changed values that could not be kept as they were
     * @param beyondAscii texts with letters beyond ASCII; {@code encodedTwice} of them are UTF-8
     *     taken for latin1 and encoded once more
     */
    public record ColumnEvidence(
            String column,
            String was,
            String type,
            long nulls,
            long nullsKept,
            String sum,
            String sumKept,
            long zeros,
            long changed,
            long beyondAscii,
            long encodedTwice) {
        boolean same() {
            return nulls == nullsKept && sum.equals(sumKept);
        }
    }

    public record Finding(String kind, String subject, String detail, @Nullable Long offset) {}

    /** How often something of one table could not be kept for one reason, and where first. */
    public record Refused(
            String table, String column, String reason, long count, long firstOffset) {}
}
