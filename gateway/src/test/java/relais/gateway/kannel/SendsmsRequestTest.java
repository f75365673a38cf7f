package relais.gateway.kannel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import relais.gateway.channel.Outcome;
import relais.gateway.message.Outgoing;

class SendsmsRequestTest {
    @Test
    void aPlainRequestIsRead() {
        SendsmsRequest request = asked("to=%2B25779000001&from=345&text=O%C3%B9+es-tu%3F");
        assertThat(request.to()).containsExactly("+25779000001");
        assertThat(request.from()).isEqualTo("345");
        assertThat(request.text()).isEqualTo("Où es-tu?");
        assertThat(request.urgent()).isTrue();
        assertThat(request.report().wanted()).isFalse();
    }

    @Test
    void everyDistinctAllowedNumberGetsOne() {
        SendsmsRequest request = asked("to=0079-1+22+22+abc+%2B33&text=x&priority=2");
        assertThat(request.to()).containsExactly("00791", "22", "+33");
        assertThat(request.urgent()).as("many are mass sending").isFalse();
    }

    @Test
    void textsComeInTheirCharset() {
        assertThat(asked("to=1&text=caf%E9&charset=ISO-8859-1").text()).isEqualTo("café");
        assertThat(asked("to=1&text=%00c%00%EA&coding=2").text()).isEqualTo("cê");
        assertThat(asked("to=1&text=c%C3%AA&coding=2&charset=UTF-8").text()).isEqualTo("cê");
        assertThat(asked("to=1").text()).as("no text is an empty one").isEmpty();
    }

    @Test
    void headersAndBodyAreTheOtherWay() {
        Call call =
                new Call(
                        true,
                        "",
                        Map.of(
                                "X-Kannel-To", "1 2",
                                "x-kannel-dlr-mask", "3",
                                "X-Kannel-DLR-Url", "http://app/?%d",
                                "X-Kannel-Validity", "30",
                                "X-Kannel-SMSC", "mtn",
                                "Content-Type", "text/plain; charset=\"UTF-8\""),
                        "déjà".getBytes(StandardCharsets.UTF_8),
                        "");
        SendsmsRequest request = ((SendsmsRequest.Read.Asked) SendsmsRequest.read(call)).request();
        assertThat(request.to()).containsExactly("1", "2");
        assertThat(request.text()).isEqualTo("déjà");
        assertThat(request.smsc()).isEqualTo("mtn");
        assertThat(request.validity()).isEqualTo(Duration.ofMinutes(30));
        assertThat(request.report()).isEqualTo(new SendsmsRequest.Report(3, "http://app/?%d"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "from=1 | Missing receiver number, rejected",
                "to=&text=x | Empty receiver number not allowed, rejected",
                "to=abc | Number(s) has/have been denied by white- and/or black-lists.",
                "to=1&coding=3 | Coding field misformed, rejected",
                "to=1&mclass=4 | MClass field misformed, rejected",
                "to=1&priority=9 | Priority field misformed, rejected",
                "to=1&validity=-2 | Validity field misformed, rejected",
                "to=1&dlr-mask=64 | DLR-Mask field misformed, rejected",
                "to=1&dlrmask=-2 | DLR-Mask field misformed, rejected",
                "to=1&dlr-url=ftp://x | DLR-URL field misformed, rejected",
                "to=1&account=a%5B | Account field misformed or too long, rejected",
                "to=1&coding=1&udh=%05%00 | UDH field misformed, rejected",
                "to=1&udh=%01%00 | UDH before a text is not carried here, only with coding=1, rejected",
                "to=1&deferred=5 | Deferred messages are not carried here, rejected",
                "to=1&charset=EBCDIC | Charset or body misformed, rejected",
            })
    void whatIsWrongIsSaidInKannelsWords(String query, String text) {
        assertThat(SendsmsRequest.read(get(query)))
                .isEqualTo(new SendsmsRequest.Read.Wrong(400, text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "202 | 0: Accepted for delivery | Accepted",
                "202 | 3: Queued for later delivery | Accepted",
                "200 | Sent. | Accepted",
                "403 | Authorization failed for sendsms | Throttled",
                "403 | Forbidden by policy | Refused",
                "400 | Coding field misformed, rejected | Refused",
                "404 | Not found | Throttled",
                "302 | Moved | Throttled",
                "429 | Slow down | Throttled",
                "503 | Temporal failure, try again later. | Retry",
                "500 | Sending failed. | Retry",
                "504 | Gateway timeout | Uncertain",
                "520 | Unknown | Uncertain",
            })
    void aKannelsAnswerBecomesAnOutcome(int status, String body, String outcome) {
        Outcome read = SendsmsAnswer.outcome(status, body, "7.1");
        assertThat(read.getClass().getSimpleName()).isEqualTo(outcome);
    }

    @Test
    void octetsAndTheirHeaderAreCarriedAsTheyCame() {
        String query = "to=1&coding=1&udh=%06%05%04%0B%84%23%F0&text=%00%FFa%80";
        SendsmsRequest request = asked(query);
        assertThat(request.octets()).isEqualTo(new Outgoing.Octets("0605040b8423f0", "00ff6180"));
        assertThat(request.text()).isEmpty();
        assertThat(asked("to=1&coding=1&text=abc").octets())
                .isEqualTo(new Outgoing.Octets("", "616263"));
        Map<String, String> headers =
                Map.of(
                        "X-Kannel-To", "1",
                        "X-Kannel-Coding", "1",
                        "X-Kannel-UDH", "0605040B8423F0",
                        "Content-Type", "application/octet-stream");
        Call post = new Call(true, "", headers, new byte[] {0, -1, 'a', -128}, "");
        assertThat(((SendsmsRequest.Read.Asked) SendsmsRequest.read(post)).request().octets())
                .isEqualTo(request.octets());
        assertThat(SendsmsRequest.read(get(query + "a".repeat(130))))
                .isEqualTo(
                        new SendsmsRequest.Read.Wrong(
                                400, "Binary message longer than 140 octets, rejected"));
    }

    private static SendsmsRequest asked(String query) {
        return ((SendsmsRequest.Read.Asked) SendsmsRequest.read(get(query))).request();
    }

    private static Call get(String query) {
        return new Call(false, query, Map.of(), new byte[0], "");
    }
}
