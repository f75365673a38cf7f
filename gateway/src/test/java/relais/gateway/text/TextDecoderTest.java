package relais.gateway.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextDecoderTest {
    @Test
    void eachCodingIsReadInItsAlphabet() {
        assertThat(TextDecoder.decode(0, bytes(0x00, 0x1B, 0x65, 0x41))).isEqualTo("@€A");
        assertThat(TextDecoder.decode(1, "oui".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo("oui");
        assertThat(TextDecoder.decode(3, bytes(0xE7, 0x61))).isEqualTo("ça");
        assertThat(TextDecoder.decode(4, bytes(0x01, 0xFF))).isEqualTo("\u0001ÿ");
        assertThat(TextDecoder.decode(8, bytes(0xD8, 0x3D, 0xDE, 0x00))).isEqualTo("\uD83D\uDE00");
        assertThat(TextDecoder.decode(6, bytes(0xD0))).isEqualTo("а");
        assertThat(TextDecoder.decode(0x18, bytes(0x00, 0x41))).as("flash UCS-2").isEqualTo("A");
        assertThat(TextDecoder.decode(0xF0, bytes(0x00))).as("flash GSM").isEqualTo("@");
        assertThat(TextDecoder.decode((byte) 0xF5, bytes(0xE9))).isEqualTo("é");
    }

    @Test
    void malformedBytesBecomeTheReplacementCharacter() {
        assertThat(TextDecoder.decode(0, bytes(0x41, 0x1B))).isEqualTo("A\uFFFD");
        assertThat(TextDecoder.decode(0, bytes(0x80, 0x41))).isEqualTo("\uFFFDA");
        assertThat(TextDecoder.decode(0, bytes(0x1B, 0x1B))).isEqualTo(" ");
        assertThat(TextDecoder.decode(0, bytes(0x1B, 0x41))).as("unknown extension").isEqualTo("A");
        assertThat(TextDecoder.decode(1, bytes(0xE9))).isEqualTo("\uFFFD");
        assertThat(TextDecoder.decode(8, bytes(0x00, 0x41, 0x00))).isEqualTo("A\uFFFD");
        assertThat(TextDecoder.decode(8, bytes(0xD8, 0x00, 0x00, 0x41))).isEqualTo("\uFFFDA");
        assertThat(TextDecoder.decode(8, bytes(0x00, 0x00))).as("NUL").isEqualTo("\uFFFD");
    }

    @Test
    void noBytesOfAnyCodingThrowOrYieldWhatADatabaseRefuses() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            byte[] data = new byte[random.nextInt(30)];
            random.nextBytes(data);
            check(random.nextInt(256), data, "seed " + seed);
        }
    }

    @FuzzTest
    void anyBytesAreRead(byte[] data) {
        if (data.length > 0) {
            check(data[0], data, "fuzz");
        }
    }

    private static void check(int coding, byte[] data, String origin) {
        String text = TextDecoder.decode(coding, data);
        String stored = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        assertThat(stored).as(origin).isEqualTo(text);
        assertThat(text.indexOf('\0')).as(origin).isNegative();
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
