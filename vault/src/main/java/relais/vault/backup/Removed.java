package relais.vault.backup;

import java.util.List;
import java.util.Optional;

/**
 * What was removed of old backups, or would be.
 *
 * @param gone backups that the rule does not keep
 * @param halves what was there of backups that were killed
 * @param objects files that only those named
 * @param kept backups that stay
 * @param left files that are there still
 * @param refused why nothing was removed, where that is so
 * @param postponed why files stay for a later call, where that is so
 */
public record Removed(
        List<Made> gone,
        List<Made> halves,
        Copied.Some objects,
        List<Made> kept,
        Copied.Some left,
        Optional<String> refused,
        Optional<String> postponed) {
    private static final Copied.Some NONE = new Copied.Some(0, 0);

    static Removed refused(List<Made> kept, Copied.Some there, String why) {
        return new Removed(
                List.of(), List.of(), NONE, kept, there, Optional.of(why), Optional.empty());
    }
}
