package relais.platform.identity;

import java.util.Locale;
import java.util.Set;

/**
 * Who is asking.
 *
 * @param userId 0 for nobody (only routes open to all see such a caller)
 * @param contactGroups the groups of contacts this caller may see; empty with {@code
 *     allContacts=false} means none
 * @param hostGroups the groups of watched hosts, in the same way
 */
public record Caller(
        long userId,
        String name,
        Set<Permission> permissions,
        boolean allContacts,
        Set<Long> contactGroups,
        boolean allHosts,
        Set<Long> hostGroups,
        Locale locale) {
    private static final Caller NOBODY =
            new Caller(0, "", Set.of(), false, Set.of(), Locale.ENGLISH);

    public Caller {
        permissions = Set.copyOf(permissions);
        contactGroups = Set.copyOf(contactGroups);
        hostGroups = Set.copyOf(hostGroups);
    }

    /** Somebody who sees no host. */
    public Caller(
            long userId,
            String name,
            Set<Permission> permissions,
            boolean allContacts,
            Set<Long> contactGroups,
            Locale locale) {
        this(userId, name, permissions, allContacts, contactGroups, false, Set.of(), locale);
    }

    /** Somebody who showed no valid credential. */
    public static Caller nobody() {
        return NOBODY;
    }

    public boolean isNobody() {
        return userId == 0;
    }

    public boolean may(Permission permission) {
        return permissions.contains(permission);
    }
}
