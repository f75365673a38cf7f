package relais.vault.backup;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which backups stay: those that are no older than so many days, and the last so many. The newest
 * stays whatever is said.
 *
 * @param days 0 where age keeps none
 * @param last 0 where number keeps none
 */
public record Keep(int days, int last) {
    public Keep {
        if (days < 0 || last < 0 || days + last == 0) {
            throw new IllegalArgumentException("a rule keeps at least a day, or one backup");
        }
    }

    /**
     * Those that stay.
     *
     * @param whole the oldest first
     * @param made the one that was just made; ages are counted from it
     */
    List<Made> of(List<Made> whole, Made made) {
        Instant since = made.at().minus(Duration.ofDays(days));
        int most = Math.max(1, last);
        return IntStream.range(0, whole.size())
                .filter(
                        i ->
                                whole.size() - i <= most
                                        || (days > 0 && !whole.get(i).at().isBefore(since))
                                        || whole.get(i).stamp().equals(made.stamp()))
                .mapToObj(whole::get)
                .toList();
    }
}
