package relais.voice.api;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import relais.platform.http.Answer;

/**
 * What a change to many is about: either {@code ids}, or {@code all} that the list with the same
 * query finds, a bounded part at a time; the answer's {@code next} is what to ask for as {@code
 * after}.
 */
record Chosen(@Nullable List<Long> ids, @Nullable Boolean all) {
    /** What is wrong with it, if anything. */
    Optional<Answer> wrong(int most) {
        boolean everything = Boolean.TRUE.equals(all);
        if (everything == (ids != null)) {
            return Optional.of(
                    Answer.refused(400, "invalid-field", "ids", "give ids, or all as true"));
        }
        if (ids != null && (ids.size() > most || ids.contains(null))) {
            return Optional.of(
                    Answer.refused(422, "too-many", "ids", "at most " + most + " at once"));
        }
        return Optional.empty();
    }
}
