package relais.gateway.directory;

import java.util.List;
import relais.platform.identity.GrantablePermission;
import relais.platform.identity.Permission;

/** What a group or token can be granted in the gateway. */
public final class GatewayPermissions {
    public static final Permission CHANNELS_READ = new Permission("channels.read");
    public static final Permission CHANNELS_EDIT = new Permission("channels.edit");
    public static final Permission SENDSMS = new Permission("gateway.sendsms");

    private GatewayPermissions() {}

    public static List<GrantablePermission> grantable() {
        return List.of(
                new GrantablePermission(CHANNELS_READ, "See channels and how they are"),
                new GrantablePermission(CHANNELS_EDIT, "Add, change, pause and remove channels"),
                new GrantablePermission(SENDSMS, "Send messages through /cgi-bin/sendsms"));
    }
}
