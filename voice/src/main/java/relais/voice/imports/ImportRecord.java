package relais.voice.imports;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An import as its page shows it.
 *
 * @param state {@code receiving}, {@code running}, {@code done} or {@code failed}
 * @param problem why it failed, for a person
 * @param rows people's rows read so far, whatever became of them
 */
public record ImportRecord(
        long id,
        String name,
        String state,
        @Nullable String problem,
        long rows,
        long created,
        long updated,
        long rejected,
        Instant startedAt,
        @Nullable Instant finishedAt) {

    enum State {
        RECEIVING,
        RUNNING,
        DONE,
        FAILED
    }
}
