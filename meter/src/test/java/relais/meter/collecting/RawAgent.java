package relais.meter.collecting;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import relais.agent.centre.Pairing;
import relais.agent.centre.SignedText;
import relais.agent.https.HttpsTransport;
import relais.meter.testing.MeterSite;

/** Somebody with a key who writes the bytes himself. */
final class RawAgent implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final MeterSite site;
    private final KeyPair keys;

    RawAgent(MeterSite site) throws GeneralSecurityException {
        this.site = site;
        this.keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }

    static RawAgent paired(MeterSite site, String host) throws Exception {
        RawAgent agent = new RawAgent(site);
        if (agent.pair(site.code(), host).statusCode() != 200) {
            throw new AssertionError("not paired");
        }
        return agent;
    }

    String key() {
        return Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
    }

    HttpResponse<String> pair(String code, String host) throws Exception {
        String form =
                "code="
                        + encoded(code)
                        + "&host="
                        + encoded(host)
                        + "&key="
                        + encoded(key())
                        + "&signature="
                        + encoded(sign(SignedText.ofPairing(code, host, key())));
        return send(
                request(Pairing.PATH)
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .header("Content-Type", "application/x-www-form-urlencoded"));
    }

    int push(String as, byte[] body) throws Exception {
        return push(as, body, body);
    }

    /** Signs one body and sends another. */
    int push(String as, byte[] signed, byte[] sent) throws Exception {
        String text = SignedText.ofPush(as, HttpsTransport.PATH, "1790000000000", signed);
        return send(request(HttpsTransport.PATH)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(sent))
                        .header("Content-Type", HttpsTransport.TYPE)
                        .header("Relais-Agent", as)
                        .header("Relais-Time", "1790000000000")
                        .header("Relais-Signature", sign(text)))
                .statusCode();
    }

    private HttpRequest.Builder request(String path) {
        URI uri = site.address().resolve(path);
        return HttpRequest.newBuilder(uri).header("X-Relais", "1");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private String sign(String text) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(keys.getPrivate());
        signature.update(text.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(signature.sign());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        client.close();
    }
}
