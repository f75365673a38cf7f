package relais.gateway.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import relais.gateway.channel.ChannelSettings.ReceiptIds;

class ProviderIdsTest {
    @ParameterizedTest
    @CsvSource({
        "AS_WRITTEN, 00012, 12",
        "AS_WRITTEN, 0A1F, a1f",
        "AS_WRITTEN, 5F3B-77, 5f3b-77",
        "AS_WRITTEN, 0, 000",
        "HEX_THEN_DECIMAL, 1A2B3C, 1715004",
        "HEX_THEN_DECIMAL, 0x-odd, 0x-odd",
        "DECIMAL_THEN_HEX, 1715004, 001A2B3C",
        "DECIMAL_THEN_HEX, 18446744073709551615, ffffffffffffffff"
    })
    void theSameMessageHasOneNameInAnswerAndReceipt(
            ReceiptIds habit, String answer, String receipt) {
        ProviderIds ids = new ProviderIds(habit);
        assertThat(ids.receipted(receipt)).isEqualTo(ids.answered(answer));
    }
}
