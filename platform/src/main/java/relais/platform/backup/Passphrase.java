package relais.platform.backup;

import java.nio.charset.StandardCharsets;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** What people keep apart from a backup, to open it again. */
public final class Passphrase {
    /** Fewer signs are guessed. */
    public static final int FEWEST_SIGNS = 12;

    /** RFC 9106, section 4, second recommended option: for who can spare 64 MiB a moment. */
    private static final int MEMORY_KIB = 64 * 1024;

    private static final int PASSES = 3;
    private static final int LANES = 4;
    private static final int KEY_BYTES = 32;

    private final byte[] text;

    public Passphrase(String text) {
        if (text.length() < FEWEST_SIGNS) {
            throw new IllegalStateException(
                    "a passphrase of a backup has at least " + FEWEST_SIGNS + " signs");
        }
        this.text = text.getBytes(StandardCharsets.UTF_8);
    }

    /** Takes half a second, on purpose. */
    SecretKey key(byte[] salt) {
        Argon2BytesGenerator argon = new Argon2BytesGenerator();
        argon.init(
                new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                        .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                        .withSalt(salt)
                        .withMemoryAsKB(MEMORY_KIB)
                        .withIterations(PASSES)
                        .withParallelism(LANES)
                        .build());
        byte[] key = new byte[KEY_BYTES];
        argon.generateBytes(text, key);
        return new SecretKeySpec(key, "AES");
    }

    @Override
    public String toString() {
        return "Passphrase[…]";
    }
}
