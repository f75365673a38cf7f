package relais.platform.accounts;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Time-based one-time codes (RFC 6238 on RFC 4226): HMAC-SHA-1, steps of 30 seconds, as every
 * authenticator app has them.
 */
final class Totp {
    static final int SECRET_BYTES = 20;
    private static final int STEP_SECONDS = 30;
    private static final int DIGITS = 6;

    /** A phone's clock may be off, and a person takes a moment to type. */
    private static final int STEPS_OFF = 1;

    private Totp() {}

    /**
     * The time step whose code this is, near {@code now} and after {@code lastUsed}; a code works
     * once, whoever looks over a shoulder.
     */
    static OptionalLong matchingStep(byte[] secret, String code, Instant now, long lastUsed) {
        long current = Math.floorDiv(now.getEpochSecond(), STEP_SECONDS);
        OptionalLong found = OptionalLong.empty();
        for (long step = current - STEPS_OFF; step <= current + STEPS_OFF; step++) {
            boolean same =
                    MessageDigest.isEqual(
                            code(secret, step, DIGITS).getBytes(StandardCharsets.UTF_8),
                            code.getBytes(StandardCharsets.UTF_8));
            if (same && step > lastUsed) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }

    static String code(byte[] secret, long step, int digits) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
            byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            int offset = hash[hash.length - 1] & 0xf;
            int number = ByteBuffer.wrap(hash, offset, Integer.BYTES).getInt() & 0x7fff_ffff;
            String all = String.format("%010d", number);
            return all.substring(all.length() - digits);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA-1", e);
        }
    }

    /** What the QR code says. */
    static String uri(byte[] secret, String login) {
        return "otpauth://totp/Relais:"
                + URLEncoder.encode(login, StandardCharsets.UTF_8).replace("+", "%20")
                + "?secret="
                + Base32.encode(secret)
                + "&issuer=Relais&algorithm=SHA1&digits=6&period=30";
    }
}
