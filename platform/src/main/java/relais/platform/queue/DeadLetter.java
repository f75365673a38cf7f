package relais.platform.queue;

import java.time.Instant;

/** An item that failed {@code attempts} times and waits for a person to replay or drop it. */
public record DeadLetter(
        long id,
        String topic,
        String key,
        String itemId,
        String body,
        int attempts,
        String error,
        Instant diedAt) {}
