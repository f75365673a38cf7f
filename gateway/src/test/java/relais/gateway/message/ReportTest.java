package relais.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import relais.platform.json.Json;

class ReportTest {
    private static final Instant AT = Instant.parse("2026-11-22T08:00:00Z");

    /** One written example of each kind: what these say is the contract between N and N−1. */
    private static final Map<Class<?>, Map.Entry<Report, String>> GOLDEN =
            Map.of(
                    Report.Submitted.class,
                    Map.entry(
                            new Report.Submitted(7, 1, 2, "mtn", "a1", AT),
                            """
                            {"type":"submitted","messageId":7,"part":1,"parts":2,"channel":"mtn",\
                            "providerId":"a1","at":"2026-11-22T08:00:00Z"}"""),
                    Report.Refused.class,
                    Map.entry(
                            new Report.Refused(7, 2, 2, "mtn", "0x0b", "no such number", true, AT),
                            """
                            {"type":"refused","messageId":7,"part":2,"parts":2,"channel":"mtn",\
                            "code":"0x0b","reason":"no such number","permanent":true,\
                            "at":"2026-11-22T08:00:00Z"}"""),
                    Report.Uncertain.class,
                    Map.entry(
                            new Report.Uncertain(7, 1, 1, "mtn", "line broke", AT),
                            """
                            {"type":"uncertain","messageId":7,"part":1,"parts":1,"channel":"mtn",\
                            "why":"line broke","at":"2026-11-22T08:00:00Z"}"""),
                    Report.Receipt.class,
                    Map.entry(
                            new Report.Receipt("mtn", "a1", Report.State.DELIVERED, "000", AT),
                            """
                            {"type":"receipt","channel":"mtn","providerId":"a1",\
                            "state":"DELIVERED","code":"000","at":"2026-11-22T08:00:00Z"}"""));

    @Test
    void everyKindOfReportHasItsWrittenFormAndReadsBack() throws IOException {
        for (Class<?> kind : Report.class.getPermittedSubclasses()) {
            var example = GOLDEN.get(kind);
            assertThat(example).as("an example of " + kind.getSimpleName()).isNotNull();
            assertThat(Json.text(example.getKey())).isEqualTo(example.getValue());
            assertThat(Json.read(example.getValue(), Report.class)).isEqualTo(example.getKey());
        }
        assertThat(Arrays.asList(Report.class.getPermittedSubclasses())).hasSize(GOLDEN.size());
    }

    @Test
    void receiptsFollowTheSubmissionOfTheSamePart() {
        var sent = new Report.Submitted(7, 1, 1, "mtn", "a1", AT);
        var got = new Report.Receipt("mtn", "a1", Report.State.DELIVERED, "000", AT);
        assertThat(got.key()).isEqualTo(sent.key());
    }

    @Test
    void messagesReadBackAsTheyWere() throws IOException {
        var in = new Incoming("mtn", null, "+25779000001", "8500", "Yego né", AT, 1);
        assertThat(Json.read(Json.bytes(in), Incoming.class)).isEqualTo(in);
        var out = new Outgoing(9, "mtn", "8500", "+25779000001", "Urakoze", Lane.REPLY, null);
        assertThat(Json.read(Json.bytes(out), Outgoing.class)).isEqualTo(out);
        assertThat(Topics.mt("mtn", Lane.BULK).name()).isEqualTo("mt.mtn.bulk");
    }
}
