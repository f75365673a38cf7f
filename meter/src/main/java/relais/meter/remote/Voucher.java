package relais.meter.remote;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import relais.platform.secrets.Secrets;

/** Shows that a question comes from a process of this installation, and lately. */
final class Voucher {
    static final String HEADER = "Relais-Voucher";
    static final String TIME = "Relais-Time";

    /** Clocks of one installation may differ by so much; a question heard is of use no longer. */
    static final long FRESH_MILLIS = 300_000;

    private static final String CONTEXT = "stores";

    private final Secrets secrets;

    Voucher(Secrets secrets) {
        this.secrets = secrets;
    }

    String of(String word, long millis, byte[] body) {
        return Base64.getEncoder().encodeToString(secrets.vouch(text(word, millis, body), CONTEXT));
    }

    boolean vouches(String voucher, String word, long millis, byte[] body, long now) {
        byte[] mac;
        try {
            mac = Base64.getDecoder().decode(voucher);
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
        return Math.abs(now - millis) < FRESH_MILLIS
                && secrets.isVouched(text(word, millis, body), mac, CONTEXT);
    }

    private static byte[] text(String word, long millis, byte[] body) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes((word + "\n" + millis + "\n").getBytes(StandardCharsets.UTF_8));
        try {
            text.writeBytes(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
        return text.toByteArray();
    }
}
