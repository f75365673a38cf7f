package relais.platform.accounts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.jspecify.annotations.Nullable;

/**
 * Argon2id (RFC 9106) with OWASP's parameters, kept in PHC form. Only a few are computed at once:
 * each takes 19 MiB, and a flood of logins must not take the memory that messages need.
 */
public final class Passwords {
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    /** Two cores' worth; more would only wait for each other. */
    private static final int AT_ONCE = 2;

    /** Longer than a queue of fifty logins takes. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    /** NIST SP 800-63B asks for 8; shared machines deserve a little more. */
    static final int LEAST_SIGNS = 12;

    /** Long passphrases are welcome, novels are not. */
    static final int MOST_SIGNS = 200;

    private static final Pattern PHC =
            Pattern.compile(
                    "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,2}),p=(\\d{1,2})"
                            + "\\$([A-Za-z0-9+/]{1,100})\\$([A-Za-z0-9+/]{1,100})");

    private final Semaphore slots = new Semaphore(AT_ONCE);
    private final RandomGenerator random;
    private final String decoy;

    /**
     * @param random one that cannot be guessed
     */
    public Passwords(RandomGenerator random) {
        this.random = random;
        this.decoy = phc(new byte[SALT_BYTES], new byte[HASH_BYTES], MEMORY_KIB, PASSES, LANES);
    }

    /** What a check says; BUSY when too many were waiting. */
    public enum Check {
        RIGHT,
        WRONG,
        BUSY
    }

    /** The hash to keep; empty when too many are waiting. */
    public Optional<String> hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return inSlot(
                () ->
                        phc(
                                salt,
                                compute(password, salt, MEMORY_KIB, PASSES, LANES),
                                MEMORY_KIB,
                                PASSES,
                                LANES));
    }

    /**
     * Compares with {@code kept}; where there is none (unknown user) it takes just as long and is
     * wrong.
     */
    public Check check(String password, @Nullable String kept) {
        Matcher parts = PHC.matcher(kept == null ? decoy : kept);
        if (!parts.matches()) {
            throw new IllegalStateException("a kept password is damaged");
        }
        byte[] salt = Base64.getDecoder().decode(parts.group(4));
        byte[] hash = Base64.getDecoder().decode(parts.group(5));
        int memory = Integer.parseInt(parts.group(1));
        int passes = Integer.parseInt(parts.group(2));
        int lanes = Integer.parseInt(parts.group(3));
        return inSlot(() -> compute(password, salt, memory, passes, lanes))
                .map(
                        computed ->
                                MessageDigest.isEqual(computed, hash) && kept != null
                                        ? Check.RIGHT
                                        : Check.WRONG)
                .orElse(Check.BUSY);
    }

    /** What is wrong with a new password; empty when nothing is. */
    static Optional<String> objection(String password, String login, String name) {
        String text = password.toLowerCase(Locale.ROOT);
        long signs = password.codePoints().count();
        if (signs < LEAST_SIGNS) {
            return Optional.of("a password has at least " + LEAST_SIGNS + " signs");
        }
        if (signs > MOST_SIGNS) {
            return Optional.of("a password has at most " + MOST_SIGNS + " signs");
        }
        if (password.codePoints().distinct().count() < 4) {
            return Optional.of("a password has at least 4 different signs");
        }
        boolean personal =
                text.contains(login.toLowerCase(Locale.ROOT))
                        || text.contains(name.toLowerCase(Locale.ROOT));
        return personal
                ? Optional.of("a password does not contain one's own name")
                : Optional.empty();
    }

    private <T> Optional<T> inSlot(Supplier<T> work) {
        try {
            if (!slots.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        try {
            return Optional.of(work.get());
        } finally {
            slots.release();
        }
    }

    private static byte[] compute(String password, byte[] salt, int memory, int passes, int lanes) {
        Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
        argon2.init(
                new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                        .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                        .withMemoryAsKB(memory)
                        .withIterations(passes)
                        .withParallelism(lanes)
                        .withSalt(salt)
                        .build());
        // the same password typed on another keyboard may be composed otherwise
        String normal = Normalizer.normalize(password, Normalizer.Form.NFKC);
        byte[] hash = new byte[HASH_BYTES];
        argon2.generateBytes(normal.getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }

    private static String phc(byte[] salt, byte[] hash, int memory, int passes, int lanes) {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
                .formatted(
                        memory,
                        passes,
                        lanes,
                        base64.encodeToString(salt),
                        base64.encodeToString(hash));
    }
}
