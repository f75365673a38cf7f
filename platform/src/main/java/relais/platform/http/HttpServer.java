package relais.platform.http;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.util.JavalinBindException;
import io.javalin.util.JavalinException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.HTTP2Cipher;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relais.platform.identity.Authentication;
import relais.platform.metrics.Metrics;

/**
 * The HTTP server, running: HTTP/1.1 and HTTP/2, in clear text or over TLS; each request on its own
 * virtual thread.
 */
public final class HttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

    /** Platform threads: selectors, acceptor and a few spare; requests run on virtual ones. */
    private static final int PLATFORM_THREADS = 16;

    /** How long a stopping server lets requests finish. */
    private static final long STOP_MILLIS = 3_000;

    /** How long a stopping server keeps a connection on which nothing moves. */
    private static final long STOP_IDLE_MILLIS = 100;

    /** A percent sign in a file's name is as good as any: each address is decoded once. */
    private static final UriCompliance ADDRESSES =
            UriCompliance.DEFAULT.with("percent", UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING);

    private final Javalin javalin;
    private final HttpSettings settings;
    private final List<Route> routes;
    private final GracefulHandler underWay = new GracefulHandler();
    private final StaticFiles files = new StaticFiles();

    private HttpServer(
            HttpSettings settings,
            List<Route> routes,
            Authentication authentication,
            Metrics metrics) {
        this.settings = settings;
        this.routes = List.copyOf(routes);
        refuseDoubles();
        Dispatch dispatch = new Dispatch(settings, authentication, metrics);
        this.javalin = Javalin.create(config -> configure(config, dispatch));
    }

    /**
     * Answers from now on, or throws saying why not (port taken, certificate unreadable).
     *
     * @param version shown in the OpenAPI description, which is added to {@code routes}
     */
    public static HttpServer start(
            HttpSettings settings,
            List<Route> routes,
            Authentication authentication,
            Metrics metrics,
            String version) {
        List<Route> all = new ArrayList<>(routes);
        byte[] described = OpenApi.describe(routes, version);
        all.add(
                new Route(
                        Route.Verb.GET,
                        "/openapi.json",
                        new Access.Open("the description of the API holds no data"),
                        "This description",
                        null,
                        null,
                        request ->
                                new Answer.Streamed(
                                        "application/json", "", out -> out.write(described))));
        HttpServer server = new HttpServer(settings, all, authentication, metrics);
        try {
            server.javalin.start();
        } catch (JavalinBindException e) {
            throw new IllegalStateException(
                    "port %d of %s is taken; stop what uses it, or set http.port to another"
                            .formatted(settings.port(), settings.host()),
                    e);
        }
        return server;
    }

    /** Where it answers, for this machine. */
    public URI address() {
        String host = settings.host().equals("0.0.0.0") ? "127.0.0.1" : settings.host();
        String scheme = settings.tls().isPresent() ? "https" : "http";
        return URI.create(scheme + "://" + host + ":" + port());
    }

    public int port() {
        return javalin.port();
    }

    /** Every route it answers, the description of the API included. */
    public List<Route> routes() {
        return routes;
    }

    /** Refuses new requests, lets those under way be answered, then closes all connections. */
    @Override
    public void close() {
        try {
            underWay.shutdown().get(STOP_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn("requests are still under way; they are cut off");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            javalin.stop();
        } catch (JavalinException e) {
            // who closes the server closes other things too, and has waited long enough
            LOG.warn("connections were still open when the server stopped: {}", e.toString());
        }
    }

    private void refuseDoubles() {
        Set<String> seen = new HashSet<>();
        for (Route route : routes) {
            String shape = route.verb() + " " + route.path().replaceAll("\\{[^}]*}", "{}");
            if (!seen.add(shape)) {
                throw new IllegalArgumentException("two routes are " + shape);
            }
        }
    }

    private void configure(JavalinConfig config, Dispatch dispatch) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.http.compressionStrategy = CompressionStrategy.NONE; // AnswerWriter compresses
        config.http.maxRequestSize = settings.limits().uploadBytes();
        config.router.ignoreTrailingSlashes = false;
        config.jetty.threadPool = threads();
        config.jetty.modifyServer(this::prepare);
        config.jetty.addConnector(this::connector);
        for (Route route : ordered()) {
            HandlerType verb = HandlerType.findOrCreate(route.verb().name());
            config.routes.addHttpHandler(
                    verb, route.path(), context -> dispatch.handle(route, context));
        }
        for (Route.Verb verb : Route.Verb.values()) {
            HandlerType type = HandlerType.findOrCreate(verb.name());
            config.routes.addHttpHandler(type, "/*", this::noRoute);
            config.routes.addHttpHandler(type, "/", this::noRoute);
        }
        config.routes.error(404, "*", this::unknownVerb);
    }

    /** Javalin takes the first that fits: literal paths before those with parameters. */
    private List<Route> ordered() {
        return routes.stream()
                .sorted(
                        Comparator.comparing(
                                route ->
                                        route.path().replace("{", "\ufffe").replace("<", "\uffff")))
                .toList();
    }

    private static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool(PLATFORM_THREADS, 4);
        threads.setName("http");
        threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("http-"));
        return threads;
    }

    private void prepare(Server server) {
        server.setErrorHandler(new EarlyErrors());
        server.setHandler(underWay);
        server.setStopTimeout(STOP_MILLIS);
    }

    private Connector connector(Server server, HttpConfiguration unused) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setUriCompliance(ADDRESSES);
        http.setRequestHeaderSize(settings.limits().headerBytes());
        http.setIdleTimeout(settings.limits().idle().toMillis());
        HttpConnectionFactory http1 = new HttpConnectionFactory(http);
        ServerConnector connector =
                settings.tls()
                        .map(tls -> secure(server, http, http1, tls))
                        .orElseGet(
                                () ->
                                        new ServerConnector(
                                                server,
                                                1,
                                                1,
                                                http1,
                                                new HTTP2CServerConnectionFactory(http)));
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.setIdleTimeout(settings.limits().idle().toMillis());
        connector.setShutdownIdleTimeout(STOP_IDLE_MILLIS);
        server.addBean(new NetworkConnectionLimit(settings.limits().connections(), connector));
        return connector;
    }

    private static ServerConnector secure(
            Server server,
            HttpConfiguration http,
            HttpConnectionFactory http1,
            HttpSettings.Tls tls) {
        http.addCustomizer(new SecureRequestCustomizer(false));
        SslContextFactory.Server context = new SslContextFactory.Server();
        context.setKeyStore(PemCertificate.load(tls.chain(), tls.key()));
        context.setKeyStorePassword("");
        context.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        context.setCipherComparator(HTTP2Cipher.COMPARATOR); // those HTTP/2 forbids come last
        ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
        alpn.setDefaultProtocol(http1.getProtocol());
        return new ServerConnector(
                server,
                1,
                1,
                new SslConnectionFactory(context, alpn.getProtocol()),
                alpn,
                new HTTP2ServerConnectionFactory(http),
                http1);
    }

    /** No route took it: one of the console's files, a wrong method, or nothing. */
    private void noRoute(Context context) throws IOException {
        Sender sender = Sender.of(context.req(), settings.trustedProxies());
        SecurityHeaders.write(context.res(), sender.secure());
        AnswerWriter writer = new AnswerWriter(context, sender);
        String path = context.path();
        String allowed =
                String.join(
                        ", ",
                        routes.stream()
                                .filter(route -> fits(route.path(), path))
                                .map(route -> route.verb().name())
                                .distinct()
                                .toList());
        String verb = context.req().getMethod();
        if (!allowed.isEmpty()) {
            context.res().setHeader("Allow", allowed);
            writer.problem(
                    new Problem(405, "method-not-allowed", "here only " + allowed + " is known"));
            return;
        }
        boolean reading = verb.equals("GET") || verb.equals("HEAD");
        if (!reading || path.startsWith("/api") || !files.answer(context)) {
            context.res().setHeader("Cache-Control", "no-store");
            writer.problem(new Problem(404, "not-found", "there is nothing at this address"));
        }
    }

    /** TRACE and invented methods have no handler: Javalin's own words become our problem. */
    private void unknownVerb(Context context) throws IOException {
        if (!ProblemBody.CONTENT_TYPE.equals(context.res().getContentType())) {
            context.result(new byte[0]);
            noRoute(context);
        }
    }

    private static boolean fits(String pattern, String path) {
        String[] wanted = pattern.split("/", -1);
        String[] given = path.split("/", -1);
        boolean open = wanted[wanted.length - 1].startsWith("<");
        if (open ? wanted.length > given.length : wanted.length != given.length) {
            return false;
        }
        for (int i = 0; i < wanted.length - (open ? 1 : 0); i++) {
            if (!wanted[i].startsWith("{") && !wanted[i].equals(given[i])) {
                return false;
            }
        }
        return true;
    }
}
