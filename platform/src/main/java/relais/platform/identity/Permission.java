package relais.platform.identity;

/** What a route needs and a group grants, such as {@code polls.edit}; each module lists its own. */
public record Permission(String key) {
    public Permission {
        if (!key.matches("[a-z]+(\\.[a-z-]+)+")) {
            throw new IllegalArgumentException("permission: " + key);
        }
    }
}
