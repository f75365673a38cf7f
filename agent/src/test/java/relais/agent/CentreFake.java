package relais.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import relais.agent.batch.Batch;
import relais.agent.batch.Damaged;
import relais.agent.batch.Sheet;
import relais.agent.batch.SheetCodec;
import relais.agent.reading.Graph;
import relais.agent.reading.Reading;
import relais.agent.ship.Outcome;
import relais.agent.ship.Transport;

/**
 * A centre in memory: keeps each sheet once by stream and sequence, and can be away or difficult.
 */
public final class CentreFake implements Transport {
    private final Map<String, Sheet> sheets = new TreeMap<>();
    public final Map<String, Graph> graphs = new ConcurrentHashMap<>();
    public final List<Batch> arrived = new ArrayList<>();
    public final Set<Long> refusedSequences = ConcurrentHashMap.newKeySet();
    public int duplicates;
    public volatile boolean away;
    public volatile boolean stranger;

    @Override
    public synchronized Outcome send(Batch batch) {
        if (away) {
            return new Outcome.Away("the link is down");
        }
        if (stranger) {
            return new Outcome.Refused(Outcome.Because.SENDER, "401 unknown agent");
        }
        if (batch.sheets().stream().anyMatch(s -> refusedSequences.contains(s.sequence()))) {
            return new Outcome.Refused(Outcome.Because.CONTENT, "422 too many series");
        }
        arrived.add(batch);
        boolean wantsGraphs = false;
        for (Batch.Numbered numbered : batch.sheets()) {
            Sheet sheet = decoded(numbered);
            String key = "%016x-%012d".formatted(batch.stream(), numbered.sequence());
            if (sheets.putIfAbsent(key, sheet) != null) {
                duplicates++;
            }
            sheet.graphs().forEach(g -> graphs.put(g.name(), g));
            wantsGraphs |=
                    sheet.readings().stream()
                            .anyMatch(r -> !graphs.containsKey(r.series().graph()));
        }
        return new Outcome.Acknowledged(wantsGraphs);
    }

    private static Sheet decoded(Batch.Numbered numbered) {
        try {
            return SheetCodec.decode(numbered.sheet());
        } catch (Damaged damaged) {
            throw new AssertionError(damaged);
        }
    }

    /** Each once, those of a stream in the order of their writing. */
    public synchronized List<Sheet> kept() {
        return List.copyOf(sheets.values());
    }

    public List<Reading> readings() {
        return kept().stream().flatMap(s -> s.readings().stream()).toList();
    }

    @Override
    public void close() {}
}
