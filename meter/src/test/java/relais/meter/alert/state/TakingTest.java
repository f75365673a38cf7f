package relais.meter.alert.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TakingTest {
    @ParameterizedTest
    @CsvSource({"ok 17,17", "OK17,17", "Ok #3,3", "ack 999.,999", "vu 4 !,4", "'  pris 12 ',12"})
    void whoTakesAnAlertSaysItsNumber(String text, int number) {
        assertThat(Taking.numberIn(text)).hasValue(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ok",
                "17",
                "ok 0",
                "ok 1234",
                "ok merci 17",
                "oui 17",
                "ok 17 et puis 18",
                ""
            })
    void anythingElseIsForOthers(String text) {
        assertThat(Taking.numberIn(text)).isEmpty();
    }
}
