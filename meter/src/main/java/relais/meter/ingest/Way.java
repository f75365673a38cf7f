package relais.meter.ingest;

import java.util.List;
import relais.meter.series.Registered;
import relais.meter.series.labels.Definition;

/** How samples get to where they are kept. Numbers of series hold as long as the way. */
interface Way {
    /** Finds or makes series. */
    Registered register(List<Definition> definitions);

    /** Adds to what is written next. */
    void add(long series, long millis, double value);

    /** Samples not yet written. */
    int size();

    /** Writes them for an owner; when it returns they are durable, or gone as the tally says. */
    void flush(String owner, Tally tally);

    /** Numbers given so far are not used any more. */
    void forget();
}
