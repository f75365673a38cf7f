package relais.agent.batch;

import java.util.List;

/**
 * Sheets on their way together.
 *
 * @param stream drawn when the agent's spool was made; sequences count within it, so agent, stream
 *     and sequence name a sheet for ever
 * @param oldest no sheet below this sequence will come any more: what is missing there is lost
 */
public record Batch(long stream, Lane lane, long oldest, List<Numbered> sheets) {

    /** Sheets of one batch: bounds what the collector holds at once. */
    public static final int MOST_SHEETS = 1_000;

    public Batch {
        sheets = List.copyOf(sheets);
        if (sheets.isEmpty() || sheets.size() > MOST_SHEETS) {
            throw new IllegalArgumentException("a batch has 1.." + MOST_SHEETS + " sheets");
        }
    }

    /** Why a batch is sent now. */
    public enum Lane {
        LIVE,
        BACKLOG
    }

    /**
     * A sheet's bytes and its place.
     *
     * @param sequence grows with time; gaps are possible and mean nothing
     */
    public record Numbered(long sequence, byte[] sheet) {}
}
