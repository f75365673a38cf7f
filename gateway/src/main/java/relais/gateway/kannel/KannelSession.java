package relais.gateway.kannel;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import relais.gateway.channel.ChannelSession;
import relais.gateway.channel.ChannelSettings;
import relais.gateway.channel.Inbound;
import relais.gateway.channel.Line;
import relais.gateway.channel.Outcome;
import relais.gateway.channel.Part;
import relais.gateway.message.Outgoing;
import relais.gateway.text.Encoded;
import relais.gateway.text.Encoding;
import relais.gateway.text.TextDecoder;
import relais.gateway.text.TextEncoder;

/**
 * A line that sends through a Kannel's sendsms. It posts with X-Kannel headers, so that user and
 * password stand in no address; it cuts long texts itself, because Kannel reports once for all
 * parts it cuts. What the Kannel receives comes by {@link KannelCallbacks}, not through this
 * session: those addresses answer in every process that serves the web.
 */
public final class KannelSession implements ChannelSession {
    static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /** smsbox answers once its bearerbox has the message; beyond this nobody knows. */
    static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

    /** How often a quiet line is asked whether it still takes our login. */
    private static final Duration PROBE_WHEN_UP = Duration.ofSeconds(30);

    private static final Duration PROBE_WHEN_DOWN = Duration.ofSeconds(5);

    private final String channel;
    private final String sender;
    private final ChannelSettings.Kannel link;
    private final Duration answerTimeout;
    private final InstantSource clock;
    private final HttpClient http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Object lineLock = new Object();
    private volatile Runnable changed = () -> {};
    private volatile Line line;

    public KannelSession(
            ChannelSettings settings, ChannelSettings.Kannel link, InstantSource clock) {
        this(settings, link, ANSWER_TIMEOUT, clock);
    }

    KannelSession(
            ChannelSettings settings,
            ChannelSettings.Kannel link,
            Duration answerTimeout,
            InstantSource clock) {
        this.answerTimeout = answerTimeout;
        this.channel = settings.name();
        this.sender = settings.sender();
        this.link = link;
        this.clock = clock;
        this.line = new Line(Line.State.CONNECTING, clock.instant(), "not asked yet");
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT_TIMEOUT)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build();
    }

    @Override
    public void start(Inbound inbound, Runnable changed) {
        this.changed = changed;
        threads.execute(this::watch);
    }

    @Override
    public Line line() {
        return line;
    }

    @Override
    public List<Part> split(Outgoing message) {
        Outgoing.Octets octets = message.octets();
        if (octets != null) {
            int binary = Outgoing.Octets.DATA_CODING;
            return List.of(new Part(message, 1, 1, binary, octets.bodyBytes()));
        }
        Encoded encoded = TextEncoder.encode(message.text());
        int of = encoded.parts().size();
        List<Part> parts = new ArrayList<>(of);
        for (int i = 0; i < of; i++) {
            byte[] body = encoded.parts().get(i);
            parts.add(new Part(message, i + 1, of, encoded.encoding().dataCoding(), body));
        }
        return parts;
    }

    @Override
    public void submit(Part part, Consumer<Outcome> done) {
        if (part.of() > Encoded.MOST_PARTS) {
            done.accept(new Outcome.Refused("too-long", "more than 255 parts"));
            return;
        }
        try {
            threads.execute(() -> done.accept(send(part)));
        } catch (RejectedExecutionException e) {
            done.accept(new Outcome.Retry("closed", "the channel is closed"));
        }
    }

    private Outcome send(Part part) {
        String providerId = providerId(part);
        try {
            HttpResponse<String> answer = http.send(request(part, providerId), bodyAsText());
            Outcome outcome = SendsmsAnswer.outcome(answer.statusCode(), answer.body(), providerId);
            heard(answer);
            return outcome;
        } catch (ConnectException | HttpConnectTimeoutException e) {
            becomes(Line.State.DOWN, "nothing answers at " + authority());
            return new Outcome.Retry("not-connected", "nothing answers at " + authority());
        } catch (IOException e) {
            return new Outcome.Uncertain("no answer from " + authority());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Uncertain("closed before the answer came");
        }
    }

    private static HttpResponse.BodyHandler<String> bodyAsText() {
        return HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8);
    }

    private HttpRequest request(Part part, String providerId) {
        Outgoing message = part.message();
        boolean ucs2 = part.dataCoding() == Encoding.UCS2.dataCoding();
        Outgoing.Octets octets = message.octets();
        byte[] body =
                ucs2 || octets != null
                        ? part.body()
                        : TextDecoder.decode(part.dataCoding(), part.body())
                                .getBytes(StandardCharsets.UTF_8);
        HttpRequest.Builder request =
                login(ucs2 ? "UTF-16BE" : "UTF-8")
                        .header("X-Kannel-To", header(message.to()))
                        .header("X-Kannel-Coding", octets != null ? "1" : ucs2 ? "2" : "0")
                        .header("X-Kannel-DLR-Mask", "31")
                        .header("X-Kannel-DLR-Url", reportAddress(providerId))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        String from = message.from().isEmpty() ? sender : message.from();
        if (!from.isEmpty()) {
            request.header("X-Kannel-From", header(from));
        }
        if (part.of() > 1) {
            request.header("X-Kannel-UDH", userDataHeader(part));
        } else if (octets != null && !octets.header().isEmpty()) {
            request.header("X-Kannel-UDH", octets.header());
        }
        Instant expiresAt = message.expiresAt();
        if (expiresAt != null) {
            long minutes = Duration.between(clock.instant(), expiresAt).toMinutes();
            request.header("X-Kannel-Validity", Long.toString(Math.max(1, minutes)));
        }
        return request.build();
    }

    private HttpRequest.Builder login(String charset) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(link.sendsms())
                        .timeout(answerTimeout)
                        .header("Content-Type", "text/plain; charset=" + charset)
                        .header("X-Kannel-Username", header(link.user()))
                        .header("X-Kannel-Password", header(link.password().reveal()));
        return link.smsc().isEmpty()
                ? request
                : request.header("X-Kannel-SMSC", header(link.smsc()));
    }

    /** Kannel gives no id in its answer: ours names message and part and comes back by dlr-url. */
    private static String providerId(Part part) {
        return part.message().messageId() + "." + part.number();
    }

    private String reportAddress(String providerId) {
        URI callback = link.callback();
        String base = callback.toString().replaceAll("/+$", "");
        return base
                + KannelCallbacks.reportPath(channel)
                + "?id="
                + providerId
                + "&token="
                + ReportToken.of(link.inbound(), channel, providerId)
                + "&d=%d&a=%A&f=%F&t=%T";
    }

    /** Element 00 with an 8-bit reference, in hexadecimal (3GPP TS 23.040 §9.2.3.24.1). */
    private static String userDataHeader(Part part) {
        long reference = part.message().messageId() & 0xFF;
        return "050003%02X%02X%02X".formatted(reference, part.of(), part.number());
    }

    /** Header values hold no control characters, whoever wrote them. */
    private static String header(String value) {
        return value.replaceAll("[^\\x20-\\x7E]", "");
    }

    private void watch() {
        try {
            Duration pause;
            do {
                probe();
                pause = line.state() == Line.State.UP ? PROBE_WHEN_UP : PROBE_WHEN_DOWN;
            } while (!closed.await(pause.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A login without a receiver: a Kannel that knows us answers 400 and sends nothing. */
    private void probe() throws InterruptedException {
        HttpRequest request = login("UTF-8").POST(HttpRequest.BodyPublishers.noBody()).build();
        try {
            heard(http.send(request, bodyAsText()));
        } catch (IOException e) {
            becomes(Line.State.DOWN, "nothing answers at " + authority());
        }
    }

    private void heard(HttpResponse<String> answer) {
        if (SendsmsAnswer.misconfigured(answer.statusCode(), answer.body())) {
            String reason = SendsmsAnswer.reason(answer.body());
            becomes(
                    Line.State.DOWN,
                    authority() + " answers " + answer.statusCode() + " " + reason);
        } else {
            becomes(Line.State.UP, "Kannel at " + authority());
        }
    }

    private String authority() {
        return link.sendsms().getAuthority();
    }

    private void becomes(Line.State state, String detail) {
        synchronized (lineLock) {
            if (closed.getCount() == 0 || (line.state() == state && line.detail().equals(detail))) {
                return;
            }
            Instant since = line.state() == state ? line.since() : clock.instant();
            line = new Line(state, since, detail);
        }
        changed.run();
    }

    @Override
    public void close() {
        closed.countDown();
        threads.shutdownNow();
        http.shutdownNow();
    }
}
