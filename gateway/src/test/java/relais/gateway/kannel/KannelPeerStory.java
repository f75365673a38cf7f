package relais.gateway.kannel;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import relais.gateway.channel.ChannelSettings;
import relais.gateway.channel.Inbound;
import relais.gateway.channel.Line;
import relais.gateway.channel.Outcome;
import relais.gateway.channel.Part;
import relais.gateway.channel.Secret;
import relais.gateway.message.Incoming;
import relais.gateway.message.Lane;
import relais.gateway.message.Outgoing;
import relais.gateway.message.Report;
import relais.gateway.testing.Until;

/** Against Debian's Kannel, its smsbox and its fake SMSC. */
class KannelPeerStory {
    private static final String DEFAULT_SERVICE =
            """
            group = sms-service
            keyword = default
            max-messages = 0
            omit-empty = true
            %s
            """;

    @Test
    void messagesGoOutThroughARealKannelAndItsReportsComeBack() throws Exception {
        try (KannelSite site = new KannelSite();
                KannelPeer kannel =
                        new KannelPeer(DEFAULT_SERVICE.formatted("text = \"no answer\""))) {
            kannel.smsc("1 2 text nobody asked");
            ChannelSettings settings = site.addKannel("kannel", kannel.sendsms(), false);
            BlockingQueue<Report> reports = site.reports();
            try (KannelSession session = session(settings)) {
                awaitState(session, Line.State.UP);
                String text = "Où {êtes}-vous €" + "ç".repeat(60);
                assertThat(send(session, 7, "Où es-tu {€}"))
                        .containsExactly(new Outcome.Accepted("7.1"));
                assertThat(KannelSite.next(kannel.submitted))
                        .isEqualTo("<345 +25779000001 text Où es-tu {€}>");
                assertThat(send(session, 8, text))
                        .containsExactly(new Outcome.Accepted("8.1"), new Outcome.Accepted("8.2"));
                assertThat(KannelSite.next(kannel.submitted))
                        .startsWith("<345 +25779000001 udh %05%00%03%08%02%01 data %00O%00%F9");
                assertThat(KannelSite.next(kannel.submitted))
                        .startsWith("<345 +25779000001 udh %05%00%03%08%02%02 data ");
                // Accepted by the SMSC and delivered, for each of the three parts.
                assertThat(IntStream.range(0, 6).mapToObj(i -> receipt(reports)))
                        .containsExactlyInAnyOrder(
                                "7.1 ACCEPTED",
                                "7.1 DELIVERED",
                                "8.1 ACCEPTED",
                                "8.1 DELIVERED",
                                "8.2 ACCEPTED",
                                "8.2 DELIVERED");
            }
        }
    }

    @Test
    void aWrongPasswordIsSeenBeforeAnythingIsSentAndLosesNothing() throws Exception {
        try (KannelPeer kannel = new KannelPeer("")) {
            ChannelSettings settings =
                    new ChannelSettings(
                            "kannel",
                            new ChannelSettings.Kannel(
                                    kannel.sendsms(),
                                    "relais",
                                    Secret.of("wrong"),
                                    "",
                                    URI.create("http://127.0.0.1:1"),
                                    Secret.of(KannelSite.INBOUND)),
                            "",
                            1,
                            1,
                            false);
            try (KannelSession session = session(settings)) {
                awaitState(session, Line.State.DOWN);
                assertThat(session.line().detail()).contains("403 Authorization failed");
                assertThat(send(session, 1, "x")).first().isInstanceOf(Outcome.Throttled.class);
            }
        }
    }

    @Test
    void whatARealKannelReceivesArrivesOnceByGetUrlAndByPostUrl() throws Exception {
        try (KannelSite site = new KannelSite()) {
            site.addKannel("kannel", URI.create("http://127.0.0.1:1/"), false);
            String here =
                    "http://kannel:" + KannelSite.INBOUND + "@127.0.0.1:" + site.server.port();
            String getUrl =
                    "get-url = \"%s/kannel/kannel/receive?from=%%p&to=%%P&text=%%b&id=%%I&coding=%%c&charset=%%C\""
                            .formatted(here);
            String postUrl =
                    "post-url = \"%s/kannel/kannel/receive?id=%%I\"\nsend-sender = true"
                            .formatted(here);
            BlockingQueue<Incoming> incoming = site.incoming();
            for (String service : new String[] {getUrl, postUrl}) {
                try (KannelPeer kannel = new KannelPeer(DEFAULT_SERVICE.formatted(service))) {
                    kannel.smsc("+25779000001 345 text Oui & ça va: 100%");
                    Incoming text = KannelSite.next(incoming);
                    assertThat(text.text()).isEqualTo("Oui & ça va: 100%");
                    assertThat(text.from()).isEqualTo("+25779000001");
                    assertThat(text.to()).isEqualTo("345");
                    assertThat(text.providerId()).hasSize(36);
                }
                try (KannelPeer kannel = new KannelPeer(DEFAULT_SERVICE.formatted(service))) {
                    kannel.smsc("+25779000001 345 data %E7a+%2B");
                    assertThat(KannelSite.next(incoming).text()).isEqualTo("ça +");
                }
            }
        }
    }

    @Test
    void aRealKannelSendsThroughUsAsIfWeWereAKannel() throws Exception {
        try (KannelSite site = new KannelSite()) {
            site.addKannel("mtn", URI.create("http://127.0.0.1:1/"), false);
            String smsc =
                    """
                    group = smsc
                    smsc = http
                    smsc-id = mtn
                    system-type = kannel
                    smsc-username = ureport
                    smsc-password = %s
                    send-url = "http://127.0.0.1:%d/cgi-bin/sendsms"
                    dlr-url = "http://127.0.0.1:1/"
                    port = %d
                    """
                            .formatted(
                                    KannelSite.TOKEN,
                                    site.server.port(),
                                    relais.platform.testing.FreePort.find());
            BlockingQueue<Outgoing> replies = site.outgoing("mtn", Lane.REPLY);
            try (KannelPeer kannel = new KannelPeer(smsc)) {
                site.client.send(
                        java.net.http.HttpRequest.newBuilder(
                                        URI.create(
                                                kannel.sendsms()
                                                        + "?username=relais&password=geheim"
                                                        + "&from=345&to=%2B25779000009&smsc=mtn"
                                                        + "&text=Bonjour+%C3%A0+tous"))
                                .build(),
                        java.net.http.HttpResponse.BodyHandlers.discarding());
                Outgoing outgoing = KannelSite.next(replies);
                assertThat(outgoing.text()).isEqualTo("Bonjour à tous");
                assertThat(outgoing.to()).isEqualTo("+25779000009");
                assertThat(outgoing.from()).isEqualTo("345");
            }
        }
    }

    private static KannelSession session(ChannelSettings settings) {
        KannelSession session =
                new KannelSession(
                        settings, (ChannelSettings.Kannel) settings.link(), InstantSource.system());
        session.start((arrival, done) -> done.accept(Inbound.Taken.STORED), () -> {});
        return session;
    }

    private static Iterable<Outcome> send(KannelSession session, long id, String text)
            throws InterruptedException {
        Outgoing message = new Outgoing(id, "kannel", "", "+25779000001", text, Lane.REPLY, null);
        BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
        java.util.List<Outcome> all = new java.util.ArrayList<>();
        for (Part part : session.split(message)) {
            session.submit(part, outcomes::add);
            all.add(KannelSite.next(outcomes));
        }
        return all;
    }

    private static String receipt(BlockingQueue<Report> reports) {
        try {
            Report.Receipt receipt = (Report.Receipt) KannelSite.next(reports);
            return receipt.providerId() + " " + receipt.state();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void awaitState(KannelSession session, Line.State state) throws Exception {
        Until.holds("line " + state, () -> session.line().state() == state);
    }
}
