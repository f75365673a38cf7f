package relais.platform.api;

import java.util.List;
import relais.platform.identity.GrantablePermission;
import relais.platform.identity.Permission;

/** The platform's permissions. */
public final class AdminPermissions {
    public static final Permission USERS = new Permission("admin.users");
    public static final Permission AUDIT = new Permission("admin.audit");
    public static final Permission STATUS = new Permission("admin.status");
    public static final Permission SETTINGS = new Permission("admin.settings");

    private AdminPermissions() {}

    public static List<GrantablePermission> grantable() {
        return List.of(
                new GrantablePermission(USERS, "Invite users, put them into groups, set up groups"),
                new GrantablePermission(AUDIT, "Read and verify the audit log"),
                new GrantablePermission(STATUS, "See how the system fares; replay dead letters"),
                new GrantablePermission(SETTINGS, "See all settings, secrets masked"));
    }
}
