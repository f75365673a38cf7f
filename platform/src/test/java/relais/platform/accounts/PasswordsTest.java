package relais.platform.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {
    private final Passwords passwords = new Passwords(new Random(1));

    @Test
    void theLibraryComputesWhatRfc9106Says() {
        // RFC 9106, 5.3: Argon2id test vector
        byte[] hash = new byte[32];
        Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
        argon2.init(
                new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                        .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                        .withMemoryAsKB(32)
                        .withIterations(3)
                        .withParallelism(4)
                        .withSalt(filled(16, 2))
                        .withSecret(filled(8, 3))
                        .withAdditional(filled(12, 4))
                        .build());
        argon2.generateBytes(filled(32, 1), hash);
        assertThat(java.util.HexFormat.of().formatHex(hash))
                .isEqualTo("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659");
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        java.util.Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    @Test
    void onlyTheSamePasswordIsRightHoweverItsAccentsWereTyped() {
        String kept = passwords.hash("caf\u00e9 cr\u00e8me au lait").orElseThrow();
        assertThat(kept).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(passwords.check("cafe\u0301 cre\u0300me au lait", kept))
                .isEqualTo(Passwords.Check.RIGHT);
        assertThat(passwords.check("Caf\u00e9 cr\u00e8me au lait", kept))
                .isEqualTo(Passwords.Check.WRONG);
        assertThat(passwords.hash("caf\u00e9 cr\u00e8me au lait").orElseThrow()).isNotEqualTo(kept);
    }

    @Test
    void anUnknownUserTakesTheSameWork() {
        String kept = passwords.hash("some passphrase").orElseThrow();
        Runnable known = () -> passwords.check("wrong passphrase", kept);
        Runnable unknown = () -> passwords.check("wrong passphrase", null);
        known.run();
        unknown.run();
        long ofKnown = Long.MAX_VALUE;
        long ofUnknown = Long.MAX_VALUE;
        // In turns, and so many that the compiler has long been done with both.
        for (int i = 0; i < 20; i++) {
            ofKnown = Math.min(ofKnown, nanos(known));
            ofUnknown = Math.min(ofUnknown, nanos(unknown));
        }
        assertThat((double) ofUnknown / ofKnown).isBetween(0.4, 2.5);
        assertThat(passwords.check("", null)).isEqualTo(Passwords.Check.WRONG);
    }

    /** Of this thread's own work: what else the machine does is not counted. */
    private static long nanos(Runnable work) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        work.run();
        return threads.getCurrentThreadCpuTime() - start;
    }

    @Test
    void aFloodOfChecksEndsRightOrBusyAndNeverOutOfMemory() throws Exception {
        String kept = passwords.hash("some passphrase").orElseThrow();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Passwords.Check>> flood =
                    IntStream.range(0, 60)
                            .<Callable<Passwords.Check>>mapToObj(
                                    i -> () -> passwords.check("some passphrase", kept))
                            .toList();
            for (var done : threads.invokeAll(flood)) {
                assertThat(done.get()).isNotEqualTo(Passwords.Check.WRONG);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "short",
                "aaaaaaaaaaaa",
                "abababababab",
                "my name is Ana",
                "ana.nd@x likes it"
            })
    void weakPasswordsAreRefused(String password) {
        assertThat(Passwords.objection(password, "ana.nd@x", "Ana")).isPresent();
    }

    @Test
    void aPassphraseIsFineAndANovelIsNot() {
        assertThat(Passwords.objection("le fleuve Ruvubu 🌊", "ana", "Ana")).isEmpty();
        assertThat(Passwords.objection("abcd ".repeat(50), "ana", "Ana")).isPresent();
        assertThatThrownBy(() -> passwords.check("x", "$2y$damaged"))
                .hasMessage("a kept password is damaged");
    }
}
