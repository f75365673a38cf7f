package relais.meter.collecting;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import relais.agent.batch.Batch;
import relais.agent.batch.Damaged;
import relais.agent.batch.SheetCodec;
import relais.agent.reading.Reading;
import relais.agent.reading.SeriesName;
import relais.agent.ship.Outcome;
import relais.agent.ship.Transport;

/** The sheets of one agent that were given to a way, whatever became of them. */
final class Offered {
    private final NavigableMap<Long, byte[]> sheets = new ConcurrentSkipListMap<>();

    /** That way, whose sheets are noted before they go. */
    Transport noting(Transport way) {
        return new Transport() {
            @Override
            public Outcome send(Batch batch) {
                batch.sheets().forEach(sheet -> sheets.put(sheet.sequence(), sheet.sheet()));
                return way.send(batch);
            }

            @Override
            public void close() {
                way.close();
            }
        };
    }

    /** In order, each once. */
    List<Long> sequences() {
        return new ArrayList<>(sheets.keySet());
    }

    /** When each series was read. */
    Map<SeriesName, SortedSet<Long>> times() throws Damaged {
        Map<SeriesName, SortedSet<Long>> times = new HashMap<>();
        for (byte[] sheet : sheets.values()) {
            for (Reading reading : SheetCodec.decode(sheet).readings()) {
                times.computeIfAbsent(reading.series(), series -> new TreeSet<>())
                        .add(reading.time().toEpochMilli());
            }
        }
        return times;
    }
}
