package relais.voice.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers as people and providers write them. */
class AddressesTest {
    private final Addresses burundi = new Addresses("BI");

    @ParameterizedTest
    @CsvSource({
        "+25779123456, +25779123456",
        "25779123456, +25779123456",
        "79123456, +25779123456",
        "79 12 34 56, +25779123456",
        "+257 79 12 34 56, +25779123456",
        "00257 79123456, +25779123456",
        "(257) 79-12-34-56, +25779123456",
        "٧٩١٢٣٤٥٦, +25779123456",
        "250788123456, +250788123456",
        "+250 788 123 456, +250788123456",
        "243812345678, +243812345678",
    })
    void isAPhone(String raw, String expected) {
        assertThat(burundi.read(raw)).isEqualTo(new Address.Phone(expected));
        assertThat(burundi.read(raw)).as("again").isEqualTo(new Address.Phone(expected));
    }

    @Test
    void aTrunkZeroIsLeftOutWhereTheCountryUsesOne() {
        assertThat(new Addresses("UG").read("0772 123456"))
                .isEqualTo(new Address.Phone("+256772123456"));
        assertThat(new Addresses("FR").read("06 12 34 56 78"))
                .isEqualTo(new Address.Phone("+33612345678"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"8500", "131", "112", "85005"})
    void isAShortCode(String raw) {
        assertThat(burundi.read(raw)).isEqualTo(new Address.ShortCode(raw));
    }

    @ParameterizedTest
    @ValueSource(strings = {"MyBank", "U-Report", "INFO 24"})
    void isAName(String raw) {
        assertThat(burundi.read(raw)).isEqualTo(new Address.Name(raw));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "+",
                "+257",
                "++",
                "-",
                "7912345678901234567",
                "+0123456789",
                "1234567\u0000",
                "this is no number at all",
                "()",
                "7.9E7 is excel's fault, not ours, but nobody's number"
            })
    void isNoAddress(String raw) {
        assertThat(burundi.read(raw)).isInstanceOf(Address.Unreadable.class);
    }

    @Test
    void aCountryWithoutTelephonesIsRefused() {
        assertThatThrownBy(() -> new Addresses("XX")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anyStringIsAnsweredAndPhonesAreAlwaysE164() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String signs = "+0123456789 ()-./;ext٧x\u0000\ud83d";
        for (int round = 0; round < 20_000; round++) {
            StringBuilder raw = new StringBuilder();
            for (int i = random.nextInt(25); i > 0; i--) {
                raw.append(signs.charAt(random.nextInt(signs.length())));
            }
            if (burundi.read(raw.toString()) instanceof Address.Phone phone) {
                assertThat(phone.e164()).as("%s seed %d", raw, seed).matches("\\+[1-9]\\d{6,14}");
            }
        }
    }
}
