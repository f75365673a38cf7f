package relais.meter.history.bringing;

import java.util.ArrayList;
import java.util.List;

/** What was brought so far. Used by one thread. */
public final class Report {
    /** Of thousands of files that are refused for one reason some tell enough. */
    private static final int MOST_REASONS = 200;

    private final List<String> reasons = new ArrayList<>();
    private long hosts;
    private long graphs;
    private long read;
    private long skipped;
    private long refused;
    private long series;
    private long samples;
    private long rolled;
    private long tooOld;

    void host() {
        hosts++;
    }

    void graph() {
        graphs++;
    }

    void file(int sources, long kept, long hours, long old) {
        read++;
        series += sources;
        samples += kept;
        rolled += hours;
        tooOld += old;
    }

    void skipped() {
        skipped++;
    }

    void refused(String why) {
        refused++;
        note(why);
    }

    void note(String why) {
        if (reasons.size() < MOST_REASONS) {
            reasons.add(why);
        }
    }

    /** Files that are done with, whatever became of them. */
    public long done() {
        return read + skipped + refused;
    }

    public long samples() {
        return samples;
    }

    /** Whether every file was taken. */
    public boolean isWhole() {
        return refused == 0;
    }

    /** For whoever started it. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append("hosts    ").append(hosts).append('\n');
        text.append("graphs   ").append(graphs).append('\n');
        text.append("files    ").append(read).append(" read");
        text.append(skipped == 0 ? "" : ", " + skipped + " brought before");
        text.append(refused == 0 ? "" : ", " + refused + " refused").append('\n');
        text.append("series   ").append(series).append('\n');
        text.append("samples  ").append(samples).append(" kept");
        text.append(rolled == 0 ? "" : ", older ones as " + rolled + " hours").append('\n');
        if (tooOld > 0) {
            text.append("too old  ").append(tooOld).append(" hours are older than any are kept\n");
        }
        reasons.forEach(reason -> text.append("  ").append(reason).append('\n'));
        return text.toString();
    }
}
