package relais.meter.alert;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import relais.meter.alert.Subject.Place;
import relais.meter.alert.state.Standing;
import relais.meter.wording.OwnWords;

/**
 * An alert as it is kept.
 *
 * @param number by which it is taken in an SMS; null before it fired or when all were in use
 * @param ledger what people were told
 */
public record Alert(
        long id,
        String key,
        Kind kind,
        @Nullable Long ruleId,
        Place place,
        String title,
        Map<String, String> labels,
        Standing standing,
        @Nullable Instant resolvedAt,
        @Nullable Integer number,
        Ledger ledger) {
    public Alert {
        labels = Map.copyOf(labels);
    }

    /**
     * @param held why nobody is told now: {@code silence}, {@code maintenance}, {@code dependency}
     * @param change counts changes of state
     * @param told group on call → rank of the worst it was told
     */
    public record Ledger(@Nullable String held, int change, Map<Long, Integer> told) {
        static final Ledger NEW = new Ledger(null, 0, Map.of());

        public Ledger {
            told = Map.copyOf(told);
        }
    }

    public String host() {
        return place.host();
    }

    /** Its title as a reader of that language reads it. */
    public String title(Locale locale) {
        return OwnWords.of(locale, graphName(), title);
    }

    /** Its graph's title, likewise; null where it is about no graph. */
    public @Nullable String graph(Locale locale) {
        String graph = place.graph();
        return graph == null ? null : OwnWords.of(locale, graphName(), graph);
    }

    /** The name, for the title alone does not tell whose words it is. */
    private String graphName() {
        String[] words = key.split(" ");
        return place.graph() != null && words.length > 1 ? words[1] : "";
    }

    Alert with(Standing now, @Nullable Instant resolved, Ledger ledgerNow) {
        return new Alert(
                id, key, kind, ruleId, place, title, labels, now, resolved, number, ledgerNow);
    }

    Alert numbered(int given) {
        return new Alert(
                id, key, kind, ruleId, place, title, labels, standing, resolvedAt, given, ledger);
    }
}
