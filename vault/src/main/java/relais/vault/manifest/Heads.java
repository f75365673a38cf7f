package relais.vault.manifest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import relais.vault.blob.BlobId;

/** The manifests that were found, by what they tell of. */
final class Heads {
    /** Of one subject; beyond it the older ones are thinned out, so that some reach far back. */
    private static final int MOST = 64;

    /** Of these none is left out. */
    private static final int NEWEST = 16;

    private static final Comparator<Found> NEWEST_FIRST =
            Comparator.comparingLong(Found::turn).reversed();

    /** By database; empty for what does not say. */
    private final Map<String, Map<Subject, List<Found>>> found = new HashMap<>();

    /**
     * A manifest whose head could be read.
     *
     * @param gone it says that its subject was erased
     */
    record Found(BlobId id, long turn, Instant at, boolean gone) {}

    void add(BlobId id, Head head) {
        String database = head.database() == null ? "" : head.database();
        add(database, head.subject(), new Found(id, head.turn(), head.at(), head.isGone()));
    }

    private void add(String database, Subject subject, Found one) {
        List<Found> of =
                found.computeIfAbsent(database, d -> new HashMap<>())
                        .computeIfAbsent(subject, s -> new ArrayList<>(2));
        of.add(one);
        if (of.size() > MOST) {
            of.sort(NEWEST_FIRST);
            List<Found> kept = new ArrayList<>(of.subList(0, NEWEST));
            for (int i = NEWEST; i < of.size(); i++) {
                if (i % 2 == 1 || of.get(i).gone()) {
                    kept.add(of.get(i));
                }
            }
            of.clear();
            of.addAll(kept);
        }
    }

    /**
     * What does not say whose it is belongs to the only database that does; where dossiers are here
     * already it stays nobody's, unless this one goes on for it.
     */
    void close(Origin.Here here) {
        Map<Subject, List<Found>> unnamed = found.get("");
        boolean only = found.size() == 2 && !here.used();
        if (unnamed != null && (here.isForUnnamed() || only)) {
            found.remove("");
            String of = here.isForUnnamed() ? here.id() : found.keySet().iterator().next();
            unnamed.forEach((subject, all) -> all.forEach(one -> add(of, subject, one)));
        }
    }

    /** The databases that wrote, the one that wrote last first. */
    List<Known> databases() {
        return found.entrySet().stream()
                .map(
                        one ->
                                new Known(
                                        one.getKey(),
                                        of(one.getKey(), Subject.Kind.DOSSIER).size(),
                                        last(one.getValue())))
                .sorted(Comparator.comparing(Known::last).reversed())
                .toList();
    }

    private static Instant last(Map<Subject, List<Found>> all) {
        return all.values().stream()
                .flatMap(List::stream)
                .map(Found::at)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    /**
     * Of each subject of a kind that is not gone, the manifests that may be taken, newest first.
     */
    Map<Subject, List<Found>> of(String database, Subject.Kind kind) {
        Map<Subject, List<Found>> living = new HashMap<>();
        Map<Subject, List<Found>> all = found.getOrDefault(database, Map.of());
        all.forEach(
                (subject, some) -> {
                    List<Found> counting = counting(some);
                    if (subject.kind() == kind && !counting.isEmpty()) {
                        living.put(subject, counting);
                    }
                });
        return living;
    }

    /** What is older than an erasure counts no more. */
    private static List<Found> counting(List<Found> all) {
        return all.stream().sorted(NEWEST_FIRST).takeWhile(one -> !one.gone()).toList();
    }
}
