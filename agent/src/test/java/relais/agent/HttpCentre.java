package relais.agent;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import relais.agent.batch.Batch;
import relais.agent.batch.BatchCodec;
import relais.agent.batch.Damaged;
import relais.agent.centre.Pairing;
import relais.agent.centre.SignedText;
import relais.agent.https.HttpsTransport;
import relais.agent.ship.Outcome;

/**
 * The centre's side of the wire as docs/formats/agent-batch.md has it, over a real HTTP server:
 * checks codes, signatures and counts, then does as its {@link CentreFake} says.
 */
public final class HttpCentre implements AutoCloseable {
    public final CentreFake inside = new CentreFake();
    public final Map<String, String> codes = new ConcurrentHashMap<>();
    private final Map<String, String> keys = new ConcurrentHashMap<>();
    private final HttpServer server;

    /** Answers with this status when not 0, in half of the cases after having stored. */
    public volatile int failWith;

    public volatile boolean storeBeforeFailing;

    public HttpCentre() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/centre" + Pairing.PATH, this::pair);
        server.createContext("/centre" + HttpsTransport.PATH, this::push);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/centre/");
    }

    private void pair(HttpExchange exchange) throws IOException {
        Map<String, String> form = form(exchange.getRequestBody().readNBytes(10_000));
        String text = SignedText.ofPairing(form.get("code"), form.get("host"), form.get("key"));
        if (!SignedText.isSigned(text, form.get("key"), form.get("signature"))) {
            answer(exchange, 400, "the signature is not this key's");
            return;
        }
        // The code belongs to the first key that brings it; the same key may ask again.
        String owner =
                codes.computeIfPresent(
                        form.get("code"), (c, key) -> key.isEmpty() ? form.get("key") : key);
        if (!form.get("key").equals(owner)) {
            answer(exchange, 403, "this code is not known or was used");
            return;
        }
        keys.put("host-" + form.get("host"), form.get("key"));
        exchange.getResponseHeaders().set("Relais-Agent", "host-" + form.get("host"));
        answer(exchange, 200, "");
    }

    private static Map<String, String> form(byte[] body) {
        Map<String, String> form = new HashMap<>();
        for (String pair : new String(body, StandardCharsets.US_ASCII).split("&")) {
            int is = pair.indexOf('=');
            form.put(
                    pair.substring(0, is),
                    URLDecoder.decode(pair.substring(is + 1), StandardCharsets.UTF_8));
        }
        return form;
    }

    private void push(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(BatchCodec.LARGEST + 1);
        if (failWith != 0 && !storeBeforeFailing) {
            answer(exchange, failWith, "not now");
            return;
        }
        String agent = header(exchange, "Relais-Agent");
        String text =
                SignedText.ofPush(
                        agent,
                        exchange.getRequestURI().getRawPath(),
                        header(exchange, "Relais-Time"),
                        body);
        String key = keys.get(agent);
        if (key == null || !SignedText.isSigned(text, key, header(exchange, "Relais-Signature"))) {
            answer(exchange, 401, "this agent is not known, or its signature is wrong");
            return;
        }
        try {
            Batch batch = BatchCodec.decode(body);
            Outcome outcome = inside.send(batch);
            if (failWith != 0) {
                answer(exchange, failWith, "stored, and then I stumbled");
                return;
            }
            answer(exchange, batch, outcome);
        } catch (Damaged damaged) {
            answer(exchange, 400, damaged.getMessage());
        }
    }

    private void answer(HttpExchange exchange, Batch batch, Outcome outcome) throws IOException {
        switch (outcome) {
            case Outcome.Acknowledged(boolean wants, String left) -> {
                exchange.getResponseHeaders().set("Relais-Stored", "" + batch.sheets().size());
                if (wants) {
                    exchange.getResponseHeaders().set("Relais-Wants", "graphs");
                }
                answer(exchange, 200, left);
            }
            case Outcome.Refused(Outcome.Because because, String reason) ->
                    answer(exchange, because == Outcome.Because.CONTENT ? 422 : 403, reason);
            case Outcome.Away(String reason) -> answer(exchange, 503, reason);
        }
    }

    private static String header(HttpExchange exchange, String name) {
        return String.valueOf(exchange.getRequestHeaders().getFirst(name));
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
