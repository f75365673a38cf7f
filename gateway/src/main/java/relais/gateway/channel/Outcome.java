package relais.gateway.channel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a provider, or the line to it, said to one submitted part. */
public sealed interface Outcome {
    /** Taken; receipts will name {@code providerId} where there is one. */
    record Accepted(@Nullable String providerId) implements Outcome {}

    /** Not taken, and nothing else will be for about {@code pause}: the whole channel waits. */
    record Throttled(Duration pause) implements Outcome {}

    /** Certainly not taken, but may be later. */
    record Retry(String code, String reason) implements Outcome {}

    /** Not taken and never will be. */
    record Refused(String code, String reason) implements Outcome {}

    /** Nobody knows: it was written to the line, and no answer came. */
    record Uncertain(String why) implements Outcome {}
}
