package relais.vault.blob;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an object is called in a store: a UUID of version 7 (RFC 9562), of which the time tells an
 * object that is being written from one that nobody knows, and nothing tells what is in it.
 */
final class ObjectName {
    static final String PREFIX = "blob/";
    private static final Pattern KEY = Pattern.compile("blob/([0-9a-f]{2})/([0-9a-f-]{36})");

    private ObjectName() {}

    static UUID fresh(Instant now, SecureRandom random) {
        long high = now.toEpochMilli() << 16 | 0x7000 | random.nextInt(1 << 12);
        long low = random.nextLong() >>> 2 | 0x8000000000000000L;
        return new UUID(high, low);
    }

    static String key(UUID id) {
        String text = id.toString();
        return PREFIX + text.substring(text.length() - 2) + "/" + text;
    }

    /** Empty for what is not named by us. */
    static Optional<UUID> of(String key) {
        Matcher parts = KEY.matcher(key);
        if (!parts.matches()) {
            return Optional.empty();
        }
        UUID id = UUID.fromString(parts.group(2));
        return key(id).equals(key) ? Optional.of(id) : Optional.empty();
    }

    static Instant madeAt(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }
}
