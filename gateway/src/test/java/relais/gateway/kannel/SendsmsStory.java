package relais.gateway.kannel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import relais.gateway.message.Lane;
import relais.gateway.message.Outgoing;
import relais.gateway.message.Report;

/** A program that used Kannel changes one address and goes on. */
class SendsmsStory {
    private static final String LOGIN =
            "/cgi-bin/sendsms?username=ureport&password=" + KannelSite.TOKEN;
    private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");

    private KannelSite site;
    private HttpServer program;
    private final BlockingQueue<String> called = new LinkedBlockingQueue<>();
    private final AtomicInteger refusals = new AtomicInteger();

    @BeforeEach
    void open() throws Exception {
        site = new KannelSite();
        site.addKannel("mtn", URI.create("http://127.0.0.1:1/cgi-bin/sendsms"), false);
        program = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        program.createContext(
                "/dlr",
                exchange -> {
                    boolean refuse = refusals.getAndDecrement() > 0;
                    if (!refuse) {
                        called.add(exchange.getRequestURI().getRawQuery());
                    }
                    exchange.sendResponseHeaders(refuse ? 500 : 200, -1);
                    exchange.close();
                });
        program.start();
    }

    @AfterEach
    void close() throws Exception {
        program.stop(0);
        site.close();
    }

    @Test
    void anAcceptedMessageIsOnTheQueue() throws Exception {
        BlockingQueue<Outgoing> replies = site.outgoing("mtn", Lane.REPLY);
        expect(
                site.get(LOGIN + "&from=345&to=%2B25779000001&text=O%C3%B9+es-tu&validity=10"),
                202,
                "0: Accepted for delivery");
        Outgoing outgoing = KannelSite.next(replies);
        assertThat(outgoing.messageId()).isNegative();
        assertThat(outgoing.from()).isEqualTo("345");
        assertThat(outgoing.to()).isEqualTo("+25779000001");
        assertThat(outgoing.text()).isEqualTo("Où es-tu");
        assertThat(outgoing.expiresAt()).isAfter(Instant.now());
    }

    @Test
    void thePasswordMayStandInAHeaderOrAForm() throws Exception {
        BlockingQueue<Outgoing> replies = site.outgoing("mtn", Lane.REPLY);
        String basic =
                Base64.getEncoder().encodeToString(("ureport:" + KannelSite.TOKEN).getBytes());
        URI address = URI.create(site.server.address() + "/cgi-bin/sendsms");
        URI query = URI.create(address + "?to=1&text=a");
        for (HttpRequest.Builder request :
                List.of(
                        HttpRequest.newBuilder(query).header("Authorization", "Basic " + basic),
                        HttpRequest.newBuilder(query)
                                .header("Authorization", "Bearer " + KannelSite.TOKEN),
                        HttpRequest.newBuilder(address)
                                .header("X-Kannel-Password", KannelSite.TOKEN)
                                .header("X-Kannel-To", "1")
                                .header("Content-Type", "text/plain")
                                .POST(HttpRequest.BodyPublishers.ofString("a")),
                        HttpRequest.newBuilder(address)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                "to=1&text=a&pass=" + KannelSite.TOKEN)))) {
            expect(site.send(request), 202, "0: Accepted for delivery");
            assertThat(KannelSite.next(replies).text()).isEqualTo("a");
        }
    }

    @Test
    void refusalsAreKannelsOwn() throws Exception {
        expect(
                site.get("/cgi-bin/sendsms?username=ureport&password=wrong&to=1"),
                403,
                "Authorization failed for sendsms");
        expect(site.get("/cgi-bin/sendsms?to=1"), 403, "Authorization failed for sendsms");
        expect(site.get(LOGIN), 400, "Missing receiver number, rejected");
        expect(
                site.get(LOGIN + "&to=1&smsc=none"),
                400,
                "There is no smsc of that name here, rejected");
    }

    @Test
    void aPausedChannelQueuesForLater() throws Exception {
        site.addKannel("airtel", URI.create("http://127.0.0.1:1/"), true);
        expect(site.get(LOGIN + "&to=1+2&smsc=airtel&text=x"), 202, "3: Queued for later delivery");
        BlockingQueue<Outgoing> bulk = site.outgoing("airtel", Lane.BULK);
        assertThat(List.of(KannelSite.next(bulk).to(), KannelSite.next(bulk).to()))
                .containsExactlyInAnyOrder("1", "2");
    }

    @Test
    void aRepeatedRequestWithItsKeySendsOnce() throws Exception {
        BlockingQueue<Outgoing> replies = site.outgoing("mtn", Lane.REPLY);
        URI address = URI.create(site.server.address() + LOGIN + "&to=1&text=once");
        for (int i = 0; i < 3; i++) {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(address).header("Idempotency-Key", "k1");
            expect(site.send(request), 202, "0: Accepted for delivery");
        }
        URI other = URI.create(site.server.address() + LOGIN + "&to=1&text=other");
        expect(
                site.send(HttpRequest.newBuilder(other).header("Idempotency-Key", "k1")),
                422,
                "Idempotency-Key was used for another request");
        expect(site.get(LOGIN + "&to=1&text=last"), 202, "0: Accepted for delivery");
        assertThat(KannelSite.next(replies).text()).isEqualTo("once");
        assertThat(KannelSite.next(replies).text()).isEqualTo("last");
    }

    @Test
    void reportsOfAllPartsAreCalledBackOnceAndInOrder() throws Exception {
        long id = send("&dlr-mask=31");
        site.callbacks.start();
        refusals.set(1);
        site.report(new Report.Submitted(id, 1, 2, "mtn", "a1", AT));
        assertThat(called).isEmpty();
        Report.Receipt first = delivered("a1");
        site.report(first, new Report.Submitted(id, 2, 2, "mtn", "a2", AT));
        site.report(first, delivered("a2"), delivered("a2"));
        assertThat(KannelSite.next(called)).isEqualTo("d=8&p=1&A=ACK%2F&n=ureport");
        assertThat(KannelSite.next(called)).startsWith("d=1&p=1&A=stat%3ADELIVRD");
        assertThat(called).isEmpty();
    }

    @Test
    void aReceiptThatCameBeforeItsSubmissionIsNotForgotten() throws Exception {
        long id = send("&dlr-mask=3");
        site.callbacks.start();
        site.report(delivered("a9"));
        site.report(new Report.Submitted(id, 1, 1, "mtn", "a9", AT));
        assertThat(KannelSite.next(called)).startsWith("d=1&");
    }

    @Test
    void aRefusedPartIsReportedAndOtherPeoplesReportsPassBy() throws Exception {
        long id = send("&dlr-mask=18");
        site.callbacks.start();
        List<Report> rest =
                site.database.inTransaction(
                        tx ->
                                site.reports.take(
                                        tx,
                                        List.of(
                                                new Report.Submitted(5, 1, 1, "mtn", "b", AT),
                                                new Report.Refused(
                                                        id, 1, 1, "mtn", "11", "bad", true, AT),
                                                delivered("b"))));
        assertThat(rest)
                .containsExactly(new Report.Submitted(5, 1, 1, "mtn", "b", AT), delivered("b"));
        assertThat(KannelSite.next(called)).startsWith("d=16&p=1&A=NACK%2F11%2Fbad");
    }

    private long send(String more) throws Exception {
        String url =
                "http://127.0.0.1:"
                        + program.getAddress().getPort()
                        + "/dlr?d=%25d%26p=%25p%26A=%25A%26n=%25n";
        BlockingQueue<Outgoing> replies = site.outgoing("mtn", Lane.REPLY);
        expect(
                site.get(LOGIN + "&to=1&text=x&dlr-url=" + url.replace("&", "%26") + more),
                202,
                "0: Accepted for delivery");
        return KannelSite.next(replies).messageId();
    }

    private static Report.Receipt delivered(String providerId) {
        return new Report.Receipt("mtn", providerId, Report.State.DELIVERED, "000", AT);
    }

    private static void expect(HttpResponse<String> answer, int status, String text) {
        assertThat(answer.body()).isEqualTo(text);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
    }
}
