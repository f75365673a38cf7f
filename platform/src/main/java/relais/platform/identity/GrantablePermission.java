package relais.platform.identity;

/** A permission as its module registers it; {@code help} is one line for who grants it. */
public record GrantablePermission(Permission permission, String help) {
    public GrantablePermission(String key, String help) {
        this(new Permission(key), help);
    }
}
