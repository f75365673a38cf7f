package relais.platform.identity;

import java.util.Locale;
import java.util.Set;

/**
 * Who is asking.
 *
 * @param userId 0 for nobody (only routes open to all see such a caller)
 * @param contactGroups the groups of contacts this caller may see; empty with {@code
 *     allContacts=false} means none
 */
public record Caller(
        long userId,
        String name,
        Set<Permission> permissions,
        boolean allContacts,
        Set<Long> contactGroups,
        Locale locale) {
    public boolean may(Permission permission) {
        return permissions.contains(permission);
    }
}
