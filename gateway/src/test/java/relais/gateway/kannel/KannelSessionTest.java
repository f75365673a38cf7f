package relais.gateway.kannel;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import relais.gateway.channel.ChannelSession;
import relais.gateway.channel.ChannelSessionContract;
import relais.gateway.channel.ChannelSettings;
import relais.gateway.channel.Secret;

/** A line through a Kannel, against a web server that answers as smsbox does. */
class KannelSessionTest extends ChannelSessionContract {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final List<HttpServer> providers = new ArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private record Says(int status, String body) {}

    @Override
    protected ChannelSession session(Provider provider) throws Exception {
        int port =
                switch (provider) {
                    case ACCEPTS -> smsbox(new Says(202, "0: Accepted for delivery"));
                    case THROTTLES -> smsbox(new Says(429, "Too many requests"));
                    case REFUSES -> smsbox(new Says(400, "Number has been denied."));
                    case SAYS_NOTHING -> smsbox(null);
                    case IS_NOT_THERE -> nobody();
                };
        ChannelSettings.Kannel link =
                new ChannelSettings.Kannel(
                        URI.create("http://127.0.0.1:" + port + "/cgi-bin/sendsms"),
                        "relais",
                        Secret.of("secret"),
                        "",
                        URI.create("http://127.0.0.1:1"),
                        Secret.of("0123456789abcdef"));
        ChannelSettings settings = new ChannelSettings("mtn", link, "8500", 100, 1_000, false);
        return new KannelSession(settings, link, SOON, InstantSource.system());
    }

    /** Without a receiver it is a question whether the login is right; smsbox answers it so. */
    private int smsbox(Says answer) throws IOException {
        InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        HttpServer server = HttpServer.create(free, 500);
        server.setExecutor(threads);
        server.createContext(
                "/cgi-bin/sendsms",
                exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    boolean asks = exchange.getRequestHeaders().getFirst("X-Kannel-To") == null;
                    if (asks) {
                        say(exchange, new Says(400, "Missing receiver number, rejected"));
                    } else if (answer != null) {
                        say(exchange, answer);
                    } else {
                        silence();
                    }
                });
        server.start();
        providers.add(server);
        return server.getAddress().getPort();
    }

    private static void say(HttpExchange exchange, Says answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void silence() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int nobody() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    @Override
    protected void tearDown() {
        over.countDown();
        providers.forEach(server -> server.stop(0));
        threads.shutdownNow();
    }
}
