package relais.meter.alert.delivery;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import relais.platform.outbound.Destinations;

/**
 * Posts a notice to a web address, signed: {@code Relais-Signature: t=<seconds>,v1=<hex>}, an
 * HMAC-SHA256 over the seconds, a full stop and the body. {@code Relais-Notice} is the notice's
 * number, the same when it is repeated.
 */
public final class WebhookCarrier implements Carrier, AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);
    private static final String ALGORITHM = "HmacSHA256";

    private final Destinations destinations;
    private final SecretKeySpec key;
    private final InstantSource clock;
    private final HttpClient http;

    /**
     * @param allowedHosts the only hosts called, or empty for all that are not forbidden
     * @param secret what the receivers check the signature with; not empty
     */
    public WebhookCarrier(Set<String> allowedHosts, String secret, InstantSource clock) {
        this.destinations = new Destinations(allowedHosts);
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
        this.clock = clock;
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT_TIMEOUT)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build();
    }

    @Override
    public Carried carry(Notice notice) throws InterruptedException {
        URI address = Destinations.parse(notice.target());
        if (address == null) {
            return new Carried.Never("not a web address");
        }
        Optional<String> forbidden = destinations.forbidden(address);
        if (forbidden.isPresent()) {
            return new Carried.Later(forbidden.get());
        }
        long seconds = clock.instant().getEpochSecond();
        HttpRequest request =
                HttpRequest.newBuilder(address)
                        .timeout(ANSWER_TIMEOUT)
                        .header("Content-Type", "application/json")
                        .header("Relais-Notice", Long.toString(notice.id()))
                        .header(
                                "Relais-Signature",
                                "t=" + seconds + ",v1=" + signature(seconds, notice.body()))
                        .POST(HttpRequest.BodyPublishers.ofString(notice.body()))
                        .build();
        try {
            int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status >= 200 && status < 300) {
                return new Carried.Done();
            }
            return status == 410
                    ? new Carried.Never("answered 410: nobody is there any more")
                    : new Carried.Later("answered " + status);
        } catch (IOException e) {
            return new Carried.Later("no answer");
        }
    }

    String signature(long seconds, String body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] text = (seconds + "." + body).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(mac.doFinal(text));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
