package relais.platform.accounts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a group of users may.
 *
 * @param builtIn the administrators: all permissions of every version, not to be changed
 * @param contactGroups ids of the groups of contacts they see; all of them with {@code allContacts}
 * @param users how many belong to it
 */
public record UserGroup(
        long id,
        String name,
        boolean builtIn,
        List<String> permissions,
        boolean allContacts,
        List<Long> contactGroups,
        long users) {

    /** What may be said of a group. */
    public record Wanted(
            String name,
            List<String> permissions,
            boolean allContacts,
            @Nullable List<Long> contactGroups) {
        List<Long> contacts() {
            return contactGroups == null ? List.of() : contactGroups;
        }
    }
}
