package relais.vault.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where objects of some age and size lie.
 *
 * @param name what the operator calls it: "fresh", "cold"
 * @param minAgeDays objects written at least so many days ago; 0 for all
 * @param minBytes objects of at least so many bytes; 0 for all
 * @param copies how many stores an object lies in
 * @param quorum how many of them have it before a writer gets its yes
 * @param stores ids, the preferred first; at least as many as {@code copies}
 */
public record Rule(
        String name, int minAgeDays, long minBytes, int copies, int quorum, List<Long> stores) {
    private static final int NAME_SIGNS = 60;
    private static final int DAYS = 36_500;

    public Rule {
        stores = List.copyOf(stores);
    }

    boolean fits(Instant writtenAt, long size, Instant now) {
        return size >= minBytes && !writtenAt.plus(age()).isAfter(now);
    }

    Duration age() {
        return Duration.ofDays(minAgeDays);
    }

    /** What is wrong with it by itself; null for nothing. */
    @Nullable String complaint() {
        if (name.isBlank() || name.length() > NAME_SIGNS) {
            return "a rule has a name of at most " + NAME_SIGNS + " signs";
        }
        if (minAgeDays < 0 || minAgeDays > DAYS || minBytes < 0) {
            return name + ": age and size are not negative";
        }
        if (stores.stream().distinct().count() != stores.size()) {
            return name + ": a store is named once";
        }
        if (quorum < 1 || copies < quorum || stores.size() < copies) {
            return name + ": 1 <= quorum <= copies <= number of stores";
        }
        return null;
    }
}
