package relais.vault.manifest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes through what is to come back, what was written last first: of two dossiers that claim the
 * same document the newer claim comes before the older. Where a manifest cannot be read, or not be
 * brought back, the one before it has its turn.
 */
final class Taking {
    private static final Logger LOG = LoggerFactory.getLogger(Taking.class);

    private final Tally tally;

    Taking(Tally tally) {
        this.tally = tally;
    }

    /** Brings a subject back from a manifest. */
    @FunctionalInterface
    interface Bring {
        /** Whether it was not there yet. */
        boolean back(Subject subject, Heads.Found manifest) throws IOException;
    }

    /**
     * A subject on its way.
     *
     * @param manifests of it, newest first
     * @param wrong why those before {@code at} could not be taken
     */
    private record Candidate(
            Subject subject, List<Heads.Found> manifests, int at, List<String> wrong) {
        Heads.Found manifest() {
            return manifests.get(at);
        }

        long turn() {
            return manifest().turn();
        }

        Candidate before(String why) {
            List<String> all = new ArrayList<>(wrong);
            all.add(why);
            return new Candidate(subject, manifests, at + 1, List.copyOf(all));
        }

        boolean isAny() {
            return at < manifests.size();
        }
    }

    void each(Map<Subject, List<Heads.Found>> all, Bring bring) {
        PriorityQueue<Candidate> waiting =
                new PriorityQueue<>(Comparator.comparingLong(Candidate::turn).reversed());
        all.forEach((subject, found) -> waiting.add(new Candidate(subject, found, 0, List.of())));
        for (Candidate next = waiting.poll(); next != null; next = waiting.poll()) {
            try {
                boolean brought = bring.back(next.subject(), next.manifest());
                if (brought && next.at() > 0) {
                    tally.older(next.subject(), next.manifests(), next.at(), next.wrong());
                }
            } catch (IOException | RuntimeException wrong) {
                // What cannot be brought back is told, and keeps no other from coming back.
                LOG.warn("{} not brought back: {}", next.subject(), wrong.toString());
                Candidate before = next.before(String.valueOf(wrong.getMessage()));
                if (before.isAny()) {
                    waiting.add(before);
                } else {
                    tally.refused(before.subject(), before.wrong().getFirst());
                }
            }
        }
    }
}
