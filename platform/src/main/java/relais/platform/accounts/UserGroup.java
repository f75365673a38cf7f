package relais.platform.accounts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a group of users may.
 *
 * @param builtIn the administrators: all permissions of every version, not to be changed
 * @param contactGroups ids of the groups of contacts they see; all of them with {@code allContacts}
 * @param hostGroups ids of the groups of hosts, in the same way
 * @param users how many belong to it
 */
public record UserGroup(
        long id,
        String name,
        boolean builtIn,
        List<String> permissions,
        boolean allContacts,
        List<Long> contactGroups,
        boolean allHosts,
        List<Long> hostGroups,
        long users) {

    /** What may be said of a group. */
    public record Wanted(
            String name,
            List<String> permissions,
            boolean allContacts,
            @Nullable List<Long> contactGroups,
            @Nullable Boolean allHosts,
            @Nullable List<Long> hostGroups) {
        List<Long> contacts() {
            return contactGroups == null ? List.of() : contactGroups;
        }

        boolean everyHost() {
            return Boolean.TRUE.equals(allHosts);
        }

        List<Long> hosts() {
            return hostGroups == null ? List.of() : hostGroups;
        }
    }
}
