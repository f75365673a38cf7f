package relais.vault.backup;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A backup as it lies in a place, whole or not.
 *
 * @param stamp its name, by the moment it was begun at
 * @param parts what is there of it, with their bytes
 */
public record Made(String stamp, Instant at, Map<String, Long> parts) {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    public Made {
        parts = Map.copyOf(parts);
    }

    /** What a backup that begins at this moment is called. */
    public static String stamp(Instant at) {
        return STAMP.format(at);
    }

    /** The moment that a name tells; empty for what is not the name of a backup. */
    static Optional<Instant> moment(String stamp) {
        try {
            return Optional.of(STAMP.parse(stamp, Instant::from));
        } catch (DateTimeException other) {
            return Optional.empty();
        }
    }

    /** Whether it has its list, which is written last. */
    public boolean isWhole() {
        return parts.containsKey(Place.LIST);
    }

    /** Whether it says that it is being made; so does one that was killed. */
    public boolean isBegun() {
        return !isWhole() && !marks().isEmpty();
    }

    /** The marks of those who make it; those of an earlier version did not say who. */
    List<String> marks() {
        return parts.keySet().stream()
                .filter(part -> part.equals(Place.BEGUN) || part.startsWith(Place.BEGUN + "-"))
                .toList();
    }

    /** Of what is its own: database, keys and list. */
    public long bytes() {
        return parts.values().stream().mapToLong(Long::longValue).sum();
    }
}
