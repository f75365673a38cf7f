package relais.meter.event;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that happened. */
public record Event(long id, Form form) {
    /**
     * @param until null for a moment
     * @param hosts by number; none: all
     */
    public record Form(
            Instant at, @Nullable Instant until, String title, String text, List<Long> hosts) {
        public Form {
            hosts = List.copyOf(hosts);
        }
    }

    /** How a change ended. */
    public sealed interface Saved {
        record Ok(long id) implements Saved {}

        record Missing() implements Saved {}

        record Refused(String code, String field, String detail) implements Saved {}
    }
}
