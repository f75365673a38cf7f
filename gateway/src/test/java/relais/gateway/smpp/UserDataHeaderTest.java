package relais.gateway.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserDataHeaderTest {
    @ParameterizedTest
    @CsvSource({
        "0500032A0201 4142, 42, 1, 2, 4142",
        "06080412340302 4142, 70196, 2, 3, 4142",
        "0B0504158A000000030702 01 41, 7, 1, 2, 41",
        "0500030A0000 41, -1, 0, 0, 41",
        "050003FF0203 41, -1, 0, 0, 41",
        "0400030102 41, -1, 0, 0, 41"
    })
    void aPartKnowsItsPlace(String hex, int reference, int number, int of, String body) {
        byte[] data = HexFormat.of().parseHex(hex.replace(" ", ""));
        UserDataHeader read = UserDataHeader.read(data);
        if (reference < 0) {
            assertThat(read.segment()).isNull();
        } else {
            assertThat(read.segment()).isEqualTo(new UserDataHeader.Segment(reference, number, of));
        }
        assertThat(HexFormat.of().withUpperCase().formatHex(read.body())).isEqualTo(body);
    }

    @Test
    void aHeaderLongerThanItsMessageIsTextAndNoHeader() {
        byte[] data = {20, 0, 3, 1, 2, 1};
        assertThat(UserDataHeader.read(data).body()).isEqualTo(data);
        assertThat(UserDataHeader.read(new byte[0]).body()).isEmpty();
    }

    @Test
    void whatIsWrittenReadsBack() {
        byte[] body = {65, 66};
        var small = UserDataHeader.read(UserDataHeader.withByteReference(0x1FF, 2, 3, body));
        assertThat(small.segment()).isEqualTo(new UserDataHeader.Segment(0xFF, 2, 3));
        var wide = UserDataHeader.read(UserDataHeader.withShortReference(0x1FF, 2, 3, body));
        assertThat(wide.segment()).isEqualTo(new UserDataHeader.Segment(0x101FF, 2, 3));
        assertThat(wide.body()).isEqualTo(body);
    }

    @Test
    void noOctetsStopTheReader() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 100_000; i++) {
            byte[] data = new byte[random.nextInt(20)];
            random.nextBytes(data);
            if (data.length > 0) {
                data[0] = (byte) random.nextInt(24);
            }
            try {
                UserDataHeader.read(data);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + HexFormat.of().formatHex(data), e);
            }
        }
    }
}
