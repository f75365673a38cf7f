package relais.platform.accounts;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.platform.db.Database;
import relais.platform.identity.Caller;
import relais.platform.secrets.Sealed;
import relais.platform.secrets.Secrets;

/** A user's authenticator app: set up, confirmed by a first code, taken away; recovery codes. */
public final class SecondFactor {
    private static final int RECOVERY_CODES = 10;

    /** 80 bits in base 32: beyond guessing even for who has the hashes. */
    private static final int RECOVERY_BYTES = 10;

    private final Database database;
    private final Secrets secrets;
    private final AccountAudit audit;
    private final InstantSource clock;
    private final RandomGenerator random;

    SecondFactor(
            Database database,
            Secrets secrets,
            AccountAudit audit,
            InstantSource clock,
            RandomGenerator random) {
        this.database = database;
        this.secrets = secrets;
        this.audit = audit;
        this.clock = clock;
        this.random = random;
    }

    /** Shown once to be scanned; {@code secret} in base 32 for those who type it. */
    public record Offer(String secret, String uri) {
        @Override
        public String toString() {
            return "Offer[…]";
        }
    }

    /** Makes a new secret, which counts once {@link #confirm} has seen a code of it. */
    public Offer offer(Caller caller) {
        byte[] secret = new byte[Totp.SECRET_BYTES];
        random.nextBytes(secret);
        long user = caller.userId();
        return database.inTransaction(
                tx -> {
                    tx.createUpdate("UPDATE platform_user SET totp_pending = :s WHERE id = :id")
                            .bind("s", secrets.seal(secret, context(user)).bytes())
                            .bind("id", user)
                            .execute();
                    String login = Users.find(tx, user).map(User::login).orElse("");
                    return new Offer(Base32.encode(secret), Totp.uri(secret, login));
                });
    }

    /** Turns it on when {@code code} is right; recovery codes, shown this once. */
    public Outcome<List<String>> confirm(Caller caller, String code) {
        long user = caller.userId();
        return database.inTransaction(
                tx -> {
                    byte[] sealed = column(tx, user, "totp_pending");
                    if (sealed == null) {
                        return Outcome.conflict("no-offer", "ask for a secret first");
                    }
                    byte[] secret = secrets.open(new Sealed(sealed), context(user));
                    OptionalLong step = Totp.matchingStep(secret, code.strip(), clock.instant(), 0);
                    if (step.isEmpty()) {
                        return Outcome.invalid(
                                "wrong-code", "that is not the code of now; is the clock right?");
                    }
                    tx.createUpdate(
                                    """
                                    UPDATE platform_user SET totp = totp_pending,
                                      totp_pending = NULL, totp_step = :step WHERE id = :id
                                    """)
                            .bind("step", step.getAsLong())
                            .bind("id", user)
                            .execute();
                    List<String> codes = newRecoveryCodes(tx, user);
                    audit.record(tx, caller, "totp.start", "user:" + user, Map.of());
                    return Outcome.done(codes);
                });
    }

    /** Takes it away. */
    public void remove(Caller caller) {
        database.useTransaction(
                tx -> {
                    forget(tx, caller.userId());
                    audit.record(tx, caller, "totp.stop", "user:" + caller.userId(), Map.of());
                });
    }

    static void forget(Handle tx, long user) {
        tx.execute(
                "UPDATE platform_user SET totp = NULL, totp_pending = NULL, totp_step = 0 WHERE id = ?",
                user);
        tx.execute("DELETE FROM platform_recovery_code WHERE user_id = ?", user);
    }

    /**
     * Uses up {@code code}, from the app or a recovery code; false if it is neither, or was used.
     */
    boolean use(Handle tx, long user, String code) {
        byte[] sealed = column(tx, user, "totp");
        if (sealed == null) {
            return false;
        }
        long last =
                tx.createQuery("SELECT totp_step FROM platform_user WHERE id = :id FOR UPDATE")
                        .bind("id", user)
                        .mapTo(Long.class)
                        .one();
        byte[] secret = secrets.open(new Sealed(sealed), context(user));
        OptionalLong step = Totp.matchingStep(secret, code.strip(), clock.instant(), last);
        if (step.isPresent()) {
            tx.execute(
                    "UPDATE platform_user SET totp_step = ? WHERE id = ?", step.getAsLong(), user);
            return true;
        }
        return tx.execute(
                        "DELETE FROM platform_recovery_code WHERE user_id = ? AND hash = ?",
                        user,
                        RandomSecret.hash(plain(code)))
                > 0;
    }

    private List<String> newRecoveryCodes(Handle tx, long user) {
        tx.execute("DELETE FROM platform_recovery_code WHERE user_id = ?", user);
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < RECOVERY_CODES; i++) {
            byte[] bytes = new byte[RECOVERY_BYTES];
            random.nextBytes(bytes);
            String code = Base32.encode(bytes);
            codes.add(code.replaceAll("(....)(?=.)", "$1-"));
            tx.execute(
                    "INSERT INTO platform_recovery_code (user_id, hash) VALUES (?, ?)",
                    user,
                    RandomSecret.hash(code));
        }
        return codes;
    }

    private static String plain(String code) {
        return code.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    }

    private static byte @Nullable [] column(Handle tx, long user, String column) {
        Optional<byte[]> value =
                tx.createQuery("SELECT " + column + " FROM platform_user WHERE id = :id")
                        .bind("id", user)
                        .map((row, context) -> Optional.ofNullable(row.getBytes(1)))
                        .findOne()
                        .flatMap(found -> found);
        return value.orElse(null);
    }

    private static String context(long user) {
        return "user:" + user + ":totp";
    }
}
