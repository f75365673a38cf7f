package relais.meter.store;

import java.time.Instant;
import java.util.UUID;

/**
 * A store as screens show it.
 *
 * @param kind folder or engine
 * @param answers from here, now
 * @param owners hosts and tokens kept there
 * @param lacking owners of whom something has still to be copied there
 */
public record StoreCard(
        UUID id,
        String name,
        String kind,
        String address,
        Instant seenAt,
        boolean answers,
        long owners,
        long lacking) {}
