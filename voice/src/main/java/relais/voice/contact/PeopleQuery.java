package relais.voice.contact;

import org.jspecify.annotations.Nullable;

/**
 * Which people to list, newest first.
 *
 * @param q words of a name or place, or digits of a number; typos are forgiven
 * @param group only its members; 0 for all
 * @param stopped null for both
 * @param after the last id of the page before; 0 for the first
 */
public record PeopleQuery(
        @Nullable String q,
        long group,
        @Nullable String place,
        @Nullable Boolean stopped,
        long after,
        int limit) {}
