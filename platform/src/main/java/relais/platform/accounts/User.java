package relais.platform.accounts;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who may sign in.
 *
 * @param ready whether a password was set; until then only a set-up link lets them in
 * @param totp whether a second factor is asked for
 * @param groups ids of their user groups
 */
public record User(
        long id,
        String login,
        String name,
        String locale,
        @Nullable String theme,
        boolean active,
        boolean ready,
        boolean totp,
        List<Long> groups,
        Instant createdAt,
        @Nullable Instant seenAt) {

    /**
     * What may be said of a user.
     *
     * @param login letters, digits and {@code ._@+-}; upper and lower case are one
     */
    public record Wanted(
            String login,
            String name,
            @Nullable String locale,
            @Nullable Boolean active,
            @Nullable List<Long> groups) {}
}
