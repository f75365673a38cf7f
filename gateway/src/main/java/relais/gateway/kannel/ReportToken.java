package relais.gateway.kannel;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import relais.gateway.channel.Secret;

/**
 * The unguessable part of a dlr-url: whoever holds it may report on this one part and on nothing
 * else, so it may stand in an address where the channel's secret may not. HMAC-SHA-256 over channel
 * and part, cut to 128 bits.
 */
final class ReportToken {
    private static final int BYTES = 16;

    private ReportToken() {}

    static String of(Secret secret, String channel, String providerId) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            byte[] key = secret.reveal().getBytes(StandardCharsets.UTF_8);
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] all = mac.doFinal(bytes("report " + channel + " " + providerId));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(Arrays.copyOf(all, BYTES));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    static boolean fits(String given, Secret secret, String channel, String providerId) {
        return same(given, of(secret, channel, providerId));
    }

    /** Compares in a time that does not depend on where the two differ. */
    static boolean same(String given, String expected) {
        return MessageDigest.isEqual(bytes(given), bytes(expected));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
