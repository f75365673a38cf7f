package relais.platform.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
    private static final byte[] RFC_SECRET =
            "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    @ParameterizedTest
    @CsvSource({
        "59,94287082",
        "1111111109,07081804",
        "1111111111,14050471",
        "1234567890,89005924",
        "2000000000,69279037",
        "20000000000,65353130"
    })
    void theCodesOfRfc6238AppendixB(long seconds, String code) {
        assertThat(Totp.code(RFC_SECRET, seconds / 30, 8)).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"0,755224", "1,287082", "5,254676", "9,520489"})
    void theCodesOfRfc4226AppendixD(long step, String code) {
        assertThat(Totp.code(RFC_SECRET, step, 6)).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "f,MY",
        "fo,MZXQ",
        "foo,MZXW6",
        "foob,MZXW6YQ",
        "fooba,MZXW6YTB",
        "foobar,MZXW6YTBOI"
    })
    void theTextsOfRfc4648WithoutPadding(String plain, String encoded) {
        assertThat(Base32.encode(plain.getBytes(StandardCharsets.US_ASCII))).isEqualTo(encoded);
    }

    @Test
    void aCodeIsTakenAStepEarlyOrLateAndNeverTwice() {
        Instant now = Instant.ofEpochSecond(1_111_111_111);
        long step = now.getEpochSecond() / 30;
        for (long near = step - 1; near <= step + 1; near++) {
            String code = Totp.code(RFC_SECRET, near, 6);
            assertThat(Totp.matchingStep(RFC_SECRET, code, now, 0))
                    .isEqualTo(OptionalLong.of(near));
            assertThat(Totp.matchingStep(RFC_SECRET, code, now, near)).isEmpty();
        }
        assertThat(Totp.matchingStep(RFC_SECRET, Totp.code(RFC_SECRET, step + 2, 6), now, 0))
                .isEmpty();
        assertThat(Totp.matchingStep(RFC_SECRET, "", now, 0)).isEmpty();
        assertThat(Totp.matchingStep(RFC_SECRET, "é".repeat(6), now, 0)).isEmpty();
    }

    @Test
    void anAppUnderstandsTheAddress() {
        assertThat(Totp.uri(RFC_SECRET, "ana b@x.org"))
                .isEqualTo(
                        "otpauth://totp/Relais:ana%20b%40x.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                                + "&issuer=Relais&algorithm=SHA1&digits=6&period=30");
    }
}
