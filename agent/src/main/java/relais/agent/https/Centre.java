package relais.agent.https;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import relais.agent.centre.Identity;
import relais.agent.centre.Pairing;
import relais.agent.centre.Reply;
import relais.agent.centre.Way;
import relais.agent.ship.Transport;

/** The centre's address and the one client that speaks to it. */
public final class Centre implements Way {

    /** For an answer after the whole body was sent; a slow link needs its time. */
    private static final Duration REQUEST = Duration.ofSeconds(60);

    private static final Duration CONNECT = Duration.ofSeconds(10);

    /** An answer is a few words. */
    private static final int LARGEST_ANSWER = 64 << 10;

    private final URI address;
    private final ExecutorService threads;
    private final HttpClient client;

    /**
     * Nothing is sent yet.
     *
     * @throws IllegalArgumentException for an address that is none, or that carries a secret
     */
    public Centre(URI address) {
        this(address, null);
    }

    /**
     * With certificates to be believed in place of Java's own.
     *
     * @param trusted null for those that Java believes
     */
    public Centre(URI address, @Nullable SSLContext trusted) {
        String scheme = String.valueOf(address.getScheme());
        if (!(scheme.equals("https") || scheme.equals("http")) || address.getHost() == null) {
            throw new IllegalArgumentException("--to wants https://host[:port], not " + scheme);
        }
        if (address.getUserInfo() != null || address.getQuery() != null) {
            throw new IllegalArgumentException("--to wants an address without user or query");
        }
        this.address = address;
        this.threads =
                Executors.newFixedThreadPool(
                        2, Thread.ofPlatform().daemon(true).name("agent-http-", 1).factory());
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(CONNECT)
                        .executor(threads);
        if (trusted != null) {
            builder.sslContext(trusted);
        }
        this.client = builder.build();
    }

    @Override
    public boolean isOpenToRead() {
        return "http".equals(address.getScheme());
    }

    /** The full path under which the centre is asked, its own prefix included. */
    String path(String below) {
        String own = String.valueOf(address.getRawPath()).replaceAll("/+$", "");
        return own + below;
    }

    @Override
    public Reply pair(String form) throws IOException, InterruptedException {
        return post(
                path(Pairing.PATH),
                "application/x-www-form-urlencoded",
                form.getBytes(StandardCharsets.US_ASCII),
                Map.of());
    }

    @Override
    public Transport transport(Identity identity, InstantSource clock) {
        return new HttpsTransport(this, identity, clock);
    }

    Reply post(String path, String type, byte[] body, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address.resolve(path))
                        .timeout(REQUEST)
                        .header("Content-Type", type)
                        .header("X-Relais", "1")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        HttpResponse<InputStream> answer =
                client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream in = answer.body()) {
            String text = new String(in.readNBytes(LARGEST_ANSWER), StandardCharsets.UTF_8);
            Map<String, String> first = new HashMap<>();
            answer.headers().map().forEach((name, values) -> first.put(name, values.getFirst()));
            return new Reply(answer.statusCode(), first, text);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        threads.shutdownNow();
    }

    /** The address; it never holds a secret. */
    @Override
    public String toString() {
        return address.toString();
    }
}
