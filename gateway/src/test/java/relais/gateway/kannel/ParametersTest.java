package relais.gateway.kannel;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import relais.platform.outbound.Destinations;

class ParametersTest {
    private static final Escapes.Values VALUES =
            new Escapes.Values(
                    8,
                    "ACK/",
                    "f 1",
                    "12",
                    "+257 79",
                    "0033345",
                    "mtn",
                    "ureport",
                    "acc",
                    Instant.parse("2026-11-22T09:49:14Z"));

    @Test
    void textsOfAnyCharsetKeepTheirBytes() {
        Parameters parameters = Parameters.parse("text=caf%E9&to=%2B257+79&x&=y&text=second&%64=1");
        assertThat(parameters.bytes("text")).containsExactly('c', 'a', 'f', 0xE9);
        assertThat(parameters.text("to")).isEqualTo("+257 79");
        assertThat(parameters.text("x")).isEmpty();
        assertThat(parameters.text("d")).isEqualTo("1");
        assertThat(parameters.text("y")).isNull();
        assertThat(Parameters.parse(null).text("a")).isNull();
    }

    @Test
    void malformedEscapesStandForThemselves() {
        assertThat(Parameters.parse("a=100%&b=%zz&c=%4&d=é&e=%00%41").text("a")).isEqualTo("100%");
        assertThat(Parameters.parse("b=%zz").text("b")).isEqualTo("%zz");
        assertThat(Parameters.parse("c=%4").text("c")).isEqualTo("%4");
        assertThat(Parameters.parse("d=é\uD83D\uDE00").text("d")).isEqualTo("é\uD83D\uDE00");
        assertThat(Parameters.parse("e=%00%41").text("e")).isEqualTo("A");
    }

    @Test
    void aFloodOfNamesIsCutOff() {
        StringBuilder query = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            query.append("n").append(i).append("=1&");
        }
        Parameters parameters = Parameters.parse(query + "to=1");
        assertThat(parameters.text("n0")).isEqualTo("1");
        assertThat(parameters.text("to")).isNull();
    }

    @Test
    void aReportAddressIsFilledInAsKannelDoes() {
        String template =
                "http://app/dlr?id=7&d=%d&A=%A&F=%F&p=%p&P=%P&q=%q&Q=%Q&t=%t&T=%T&i=%i&n=%n&I=%I"
                        + "&rest=%%&unknown=%Z&k=%k&end=%";
        assertThat(Escapes.expand(template, VALUES))
                .isEqualTo(
                        "http://app/dlr?id=7&d=8&A=ACK%2F&F=f+1&p=%2B257+79&P=0033345&q=%2B257+79"
                                + "&Q=%2B33345&t=2026-11-22+09%3A49%3A14&T=1795340954&i=mtn"
                                + "&n=ureport&I=12&rest=%&unknown=%Z&k=&end=%");
    }

    @Test
    void numbersAreReadAsByScanf() {
        assertThat(KannelNumber.read(" 31abc", -1)).isEqualTo(31);
        assertThat(KannelNumber.read("-5", -1)).isEqualTo(-5);
        assertThat(KannelNumber.read("abc", -1)).isEqualTo(-1);
        assertThat(KannelNumber.read("99999999999999", 0)).isEqualTo(Integer.MIN_VALUE);
    }

    @Test
    void nothingThatArrivesMakesTheParsersThrow() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        String signs = "%&=+;0aF\uD83D\uDE00é\0\n dATt%%25:/?#[]";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(60);
            for (int n = 0; n < length; n++) {
                text.append(signs.charAt(random.nextInt(signs.length())));
            }
            check(text.toString(), "seed " + seed);
        }
    }

    @FuzzTest
    void anyInputIsRead(FuzzedDataProvider data) {
        check(data.consumeRemainingAsString(), "fuzz");
    }

    private static void check(String text, String origin) {
        Parameters.parse(text);
        KannelNumber.read(text, 0);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (String charset : new String[] {null, "", "UTF-16BE", "utf-8", "latin1", text}) {
            for (int coding = -1; coding < 3; coding++) {
                String read = KannelText.read(bytes, coding, charset);
                assertThat(read.indexOf('\0')).as(origin).isNegative();
            }
        }
        String expanded = Escapes.expand("http://a/?x=" + text + "%p", VALUES);
        URI uri = Destinations.parse(expanded);
        assertThat(uri == null || uri.getHost() != null).as(origin).isTrue();
        Call call =
                new Call(
                        false,
                        "to=1&dlr-mask=8&dlr-url=" + text + "&validity=" + text + "&" + text,
                        Map.of("Content-Type", text),
                        bytes,
                        "");
        SendsmsRequest.read(call);
        call.charset();
    }
}
