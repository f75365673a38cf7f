package relais.vault.moving;

import java.time.Instant;

/**
 * An old system on its way in.
 *
 * @param dump path of its dump; "" for none
 * @param share where its files are; "" for none
 * @param state new, loading, checking, loaded …
 */
public record Move(
        long id,
        String name,
        String dump,
        String share,
        String state,
        Instant createdAt,
        Instant changedAt) {}
