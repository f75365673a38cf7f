package relais.voice.counting;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * The live counters. Rows are sharded so that writers do not wait for each other, and written in
 * key order so that those who share a shard do not block each other for good.
 */
public final class Tally {
    /** The shard of changes by people, apart from those of the queue's partitions (0 and up). */
    public static final int BY_HAND = -1;

    /**
     * Numbers are tallied to four significant digits: exact up to 9,999, and never more than 9,000
     * rows a decade however many people answer. Their sums are exact.
     */
    private static final MathContext FIGURES = new MathContext(4, RoundingMode.HALF_UP);

    private record PlaceKey(long pollId, String category, String place) {
        static final Comparator<PlaceKey> ORDER =
                Comparator.comparingLong(PlaceKey::pollId)
                        .thenComparing(PlaceKey::category)
                        .thenComparing(PlaceKey::place);
    }

    private record HourKey(long pollId, Instant hour) {
        static final Comparator<HourKey> ORDER =
                Comparator.comparingLong(HourKey::pollId).thenComparing(HourKey::hour);
    }

    private record NumberKey(long pollId, BigDecimal figure) {
        static final Comparator<NumberKey> ORDER =
                Comparator.comparingLong(NumberKey::pollId).thenComparing(NumberKey::figure);
    }

    private record Sum(long people, BigDecimal total) {
        Sum plus(Sum other) {
            return new Sum(people + other.people, total.add(other.total));
        }
    }

    private Tally() {}

    /** The form in which a number is tallied: four significant digits, no trailing zeros. */
    static BigDecimal figure(BigDecimal number) {
        BigDecimal rounded = number.round(FIGURES).stripTrailingZeros();
        return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
    }

    /** Applies changes within the transaction that makes them. */
    public static void add(Handle tx, Collection<TallyChange> changes, int shard) {
        Map<PlaceKey, Long> places = new TreeMap<>(PlaceKey.ORDER);
        Map<HourKey, Long> hours = new TreeMap<>(HourKey.ORDER);
        Map<NumberKey, Sum> numbers = new TreeMap<>(NumberKey.ORDER);
        for (TallyChange change : changes) {
            long people = change.people();
            places.merge(
                    new PlaceKey(change.pollId(), change.category(), change.place()),
                    people,
                    Long::sum);
            hours.merge(new HourKey(change.pollId(), change.hour()), people, Long::sum);
            BigDecimal number = change.number();
            if (number != null) {
                numbers.merge(
                        new NumberKey(change.pollId(), figure(number)),
                        new Sum(
                                change.people(),
                                number.multiply(BigDecimal.valueOf(change.people()))),
                        Sum::plus);
            }
        }
        places.values().removeIf(n -> n == 0);
        hours.values().removeIf(n -> n == 0);
        numbers.values().removeIf(s -> s.people() == 0 && s.total().signum() == 0);
        addPlaces(tx, places, shard);
        addHours(tx, hours, shard);
        addNumbers(tx, numbers, shard);
    }

    private static void addPlaces(Handle tx, Map<PlaceKey, Long> people, int shard) {
        if (people.isEmpty()) {
            return;
        }
        List<PlaceKey> keys = new ArrayList<>(people.keySet());
        tx.createUpdate(
                        """
                        insert into voice_tally (poll_id, category, place, shard, people)
                        select poll_id, category, place, :shard, people
                        from unnest(:polls::bigint[], :categories::text[], :places::text[],
                            :people::bigint[]) as u(poll_id, category, place, people)
                        on conflict (poll_id, category, place, shard)
                        do update set people = voice_tally.people + excluded.people
                        """)
                .bind("shard", shard)
                .bind("polls", keys.stream().map(PlaceKey::pollId).toArray(Long[]::new))
                .bind("categories", keys.stream().map(PlaceKey::category).toArray(String[]::new))
                .bind("places", keys.stream().map(PlaceKey::place).toArray(String[]::new))
                .bind("people", people.values().toArray(Long[]::new))
                .execute();
    }

    private static void addHours(Handle tx, Map<HourKey, Long> people, int shard) {
        if (people.isEmpty()) {
            return;
        }
        List<HourKey> keys = new ArrayList<>(people.keySet());
        tx.createUpdate(
                        """
                        insert into voice_timeline (poll_id, hour, shard, people)
                        select poll_id, hour, :shard, people
                        from unnest(:polls::bigint[], :hours::text[]::timestamptz[],
                            :people::bigint[]) as u(poll_id, hour, people)
                        on conflict (poll_id, hour, shard)
                        do update set people = voice_timeline.people + excluded.people
                        """)
                .bind("shard", shard)
                .bind("polls", keys.stream().map(HourKey::pollId).toArray(Long[]::new))
                .bind("hours", keys.stream().map(k -> k.hour().toString()).toArray(String[]::new))
                .bind("people", people.values().toArray(Long[]::new))
                .execute();
    }

    private static void addNumbers(Handle tx, Map<NumberKey, Sum> numbers, int shard) {
        if (numbers.isEmpty()) {
            return;
        }
        List<NumberKey> keys = new ArrayList<>(numbers.keySet());
        List<Sum> sums = new ArrayList<>(numbers.values());
        tx.createUpdate(
                        """
                        insert into voice_number_tally (poll_id, figure, shard, people, total)
                        select poll_id, figure, :shard, people, total
                        from unnest(:polls::bigint[], :figures::text[]::numeric[], :people::bigint[],
                            :totals::text[]::numeric[]) as u(poll_id, figure, people, total)
                        on conflict (poll_id, figure, shard)
                        do update set people = voice_number_tally.people + excluded.people,
                            total = voice_number_tally.total + excluded.total
                        """)
                .bind("shard", shard)
                .bind("polls", keys.stream().map(NumberKey::pollId).toArray(Long[]::new))
                .bind(
                        "figures",
                        keys.stream().map(k -> k.figure().toPlainString()).toArray(String[]::new))
                .bind("people", sums.stream().map(Sum::people).toArray(Long[]::new))
                .bind(
                        "totals",
                        sums.stream().map(s -> s.total().toPlainString()).toArray(String[]::new))
                .execute();
    }
}
