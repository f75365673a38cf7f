package relais.vault.store;

import java.util.regex.Pattern;

/**
 * What an object may be called: names that mean the same on every file system and in every bucket.
 * Two keys never differ in case only.
 */
public final class Keys {
    /** The folder where stores made of files keep what is being written. */
    public static final String UNFINISHED = "unfinished";

    private static final int LONGEST = 200;
    private static final Pattern KEY =
            Pattern.compile(
                    "(?!"
                            + UNFINISHED
                            + "/)[A-Za-z0-9_-](?:[A-Za-z0-9._-]*[A-Za-z0-9_-])?"
                            + "(?:/[A-Za-z0-9_-](?:[A-Za-z0-9._-]*[A-Za-z0-9_-])?)*");

    private Keys() {}

    /**
     * @throws IllegalArgumentException where {@code key} is not the key of an object
     */
    public static String checked(String key) {
        if (key.length() > LONGEST || !KEY.matcher(key).matches() || key.contains("..")) {
            throw new IllegalArgumentException("not the key of an object: " + key);
        }
        return key;
    }
}
