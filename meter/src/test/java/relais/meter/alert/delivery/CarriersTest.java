package relais.meter.alert.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import relais.meter.testing.Mailbox;
import relais.platform.testing.SettableClock;

class CarriersTest {
    private final SettableClock clock = new SettableClock(Instant.ofEpochSecond(1_790_000_000));

    @Test
    void aWebhookIsSignedAndNamesItsNotice() throws Exception {
        List<String> got = new CopyOnWriteArrayList<>();
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/hook",
                exchange -> {
                    got.add(exchange.getRequestHeaders().getFirst("Relais-Signature"));
                    got.add(exchange.getRequestHeaders().getFirst("Relais-Notice"));
                    got.add(
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8));
                    exchange.sendResponseHeaders(got.size() > 3 ? 500 : 204, -1);
                    exchange.close();
                });
        server.start();
        try (WebhookCarrier carrier = new WebhookCarrier(Set.of(), "s3cret", clock)) {
            Notice notice = webhook("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
            assertThat(carrier.carry(notice)).isInstanceOf(Carried.Done.class);
            // echo -n '1790000000.{"a":"é"}' | openssl dgst -sha256 -hmac s3cret
            assertThat(got)
                    .containsExactly(
                            "t=1790000000,v1=" + carrier.signature(1_790_000_000, notice.body()),
                            "17",
                            "{\"a\":\"é\"}");
            assertThat(carrier.carry(notice)).isEqualTo(new Carried.Later("answered 500"));
            server.stop(0);
            assertThat(carrier.carry(notice)).isInstanceOf(Carried.Later.class);
        }
    }

    @Test
    void theSignatureIsOpenssls() {
        try (WebhookCarrier carrier = new WebhookCarrier(Set.of(), "s3cret", clock)) {
            assertThat(carrier.signature(1_790_000_000, "{}")).isEqualTo(SIGNED);
        }
    }

    /** printf '1790000000.{}' | openssl dgst -sha256 -hmac s3cret */
    private static final String SIGNED =
            "0d84afbca530158326e0549a7a1c3579755f9b8ba4cceba2c143dbe14147b60f";

    @Test
    void addressesOfCloudsAndOthersNotOnTheListAreNotCalled() throws Exception {
        try (WebhookCarrier any = new WebhookCarrier(Set.of(), "s", clock);
                WebhookCarrier few = new WebhookCarrier(Set.of("chat.example.org"), "s", clock)) {
            assertThat(any.carry(webhook("http://169.254.169.254/latest")))
                    .isEqualTo(new Carried.Later("a link-local or reserved address"));
            assertThat(few.carry(webhook("http://127.0.0.1:1/")))
                    .isEqualTo(new Carried.Later("host not on the allow list"));
        }
    }

    @Test
    void aMailArrivesWithItsOwnNameAndInUtf8() throws Exception {
        try (Mailbox box = new Mailbox("250 ok")) {
            assertThat(box.carrier(clock).send(mail("ana@example.org")))
                    .isInstanceOf(Carried.Done.class);
            assertThat(box.said())
                    .contains(
                            "MAIL FROM:<relais@example.org>",
                            "RCPT TO:<ana@example.org>",
                            "Message-ID: <relais-notice-17@example.org>",
                            "Auto-Submitted: auto-generated",
                            "Subject: =?UTF-8?Q?Relais:_R=C3=89TABLI?=");
        }
    }

    @Test
    void aRefusalForGoodIsTold() throws Exception {
        try (Mailbox box = new Mailbox("550 nobody here")) {
            assertThat(box.carrier(clock).send(mail("ana@example.org")))
                    .isEqualTo(new Carried.Never("the mail server says 550"));
        }
        try (Mailbox box = new Mailbox("451 later")) {
            assertThat(box.carrier(clock).send(mail("ana@example.org")))
                    .isEqualTo(new Carried.Later("the mail server says 451"));
        }
    }

    @Test
    void aServerThatIsAwayIsTriedAgain() {
        MailCarrier.Server away =
                new MailCarrier.Server(
                        "127.0.0.1", 1, MailCarrier.Security.NONE, "", "", "relais@example.org");
        assertThat(new MailCarrier(away, clock).send(mail("ana@example.org")))
                .isInstanceOf(Carried.Later.class);
        assertThat(away.toString()).isEqualTo("Server[127.0.0.1:1]");
    }

    private static Notice webhook(String address) {
        return new Notice(17, Medium.WEBHOOK, address, "Night", "", "{\"a\":\"é\"}", "en");
    }

    private static Letter mail(String address) {
        return Letter.of(
                new Notice(17, Medium.MAIL, address, "Ana", "Relais: RÉTABLI", "srv1: é", "fr"));
    }
}
