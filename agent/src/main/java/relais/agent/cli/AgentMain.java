package relais.agent.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import relais.agent.Agent;
import relais.agent.AgentSettings;
import relais.agent.centre.Identity;
import relais.agent.centre.Pairing;
import relais.agent.centre.Way;
import relais.agent.munin.LocalMunin;
import relais.agent.munin.MuninNode;
import relais.agent.munin.OwnPlugins;
import relais.agent.munin.PluginFolder;
import relais.agent.prometheus.MetricsPage;
import relais.agent.reading.Source;
import relais.agent.ship.OutboxBounds;

/** {@code relais agent}: pairs where needed, then collects and pushes until it is stopped. */
public final class AgentMain {

    private static final System.Logger LOG = System.getLogger(AgentMain.class.getName());

    /** Between two tries to pair while the centre is away. */
    private static final long RETRY_SECONDS = 10;

    /**
     * The serial collector looks at what is old when the heap is full, and the heap may be large
     * for the sake of a flood: without this, garbage would be what an agent takes most of.
     */
    private static final long TIDY_MINUTES = 5;

    /** Munin's plugins count over their last minutes; most of them gain nothing by haste. */
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private AgentMain() {}

    /** Ends the process with the code of {@link #run}. */
    public static void main(String[] words) throws InterruptedException {
        if (System.getProperty("java.util.logging.SimpleFormatter.format") == null) {
            System.setProperty(
                    "java.util.logging.SimpleFormatter.format", "%1$tFT%1$tT %4$s %5$s%6$s%n");
        }
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    stop.countDown();
                                    awaitEnd(stopped);
                                }));
        int code = run(List.of(words), stop);
        stopped.countDown();
        System.exit(code);
    }

    private static void awaitEnd(CountDownLatch stopped) {
        try {
            if (!stopped.await(10, TimeUnit.SECONDS)) {
                LOG.log(System.Logger.Level.WARNING, "the end takes too long; nothing is lost");
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Runs until the latch is down.
     *
     * @return 0 after an orderly end, 1 when it cannot work, 2 for a wrong command line
     */
    public static int run(List<String> words, CountDownLatch stop) throws InterruptedException {
        if (words.contains("--help")) {
            LOG.log(System.Logger.Level.INFO, Options.USAGE);
            return 0;
        }
        Way centre = null;
        try {
            Options options = Options.of(words, ownName());
            centre = Ways.to(options);
            return run(options, centre, stop);
        } catch (Options.Mistake | IllegalArgumentException mistake) {
            LOG.log(System.Logger.Level.ERROR, mistake.getMessage() + "\n" + Options.USAGE);
            return 2;
        } catch (IOException unusable) {
            LOG.log(System.Logger.Level.ERROR, "cannot work: " + unusable.getMessage());
            return 1;
        } finally {
            if (centre != null) {
                centre.close();
            }
        }
    }

    private static int run(Options options, Way centre, CountDownLatch stop)
            throws IOException, InterruptedException {
        if (centre.isOpenToRead()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} is not enciphered: what is sent can be read on the way, though not changed",
                    centre);
        }
        Identity identity = paired(Identity.in(options.folder()), options, centre, stop);
        if (identity.agent() == null) {
            return 1;
        }
        InstantSource clock = InstantSource.system();
        AgentSettings settings =
                new AgentSettings(options.folder(), OutboxBounds.usual(), sources(options));
        try (Agent agent = Agent.start(settings, centre.transport(identity, clock), clock)) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "agent {0} collects on {1} every {2} s for {3}; {4} sheets wait",
                    identity.agent(),
                    options.host(),
                    options.interval().toSeconds(),
                    centre,
                    agent.state().waiting());
            while (!stop.await(TIDY_MINUTES, TimeUnit.MINUTES)) {
                System.gc();
            }
            LOG.log(
                    System.Logger.Level.INFO,
                    "stopping; {0} sheets wait for the next start",
                    agent.state().waiting());
        }
        return 0;
    }

    private static List<Source> sources(Options options) throws IOException {
        List<Source> sources = new ArrayList<>();
        sources.add(Agent.thisHost(options.interval()));
        sources.add(OwnPlugins.in(options.folder(), MINUTE));
        Path own = options.folder().resolve("plugins");
        for (Path folder : options.plugins()) {
            sources.add(new PluginFolder(folder, LocalMunin.CONF, own, MINUTE));
        }
        for (String node : options.munin()) {
            sources.add(new MuninNode(node, MINUTE));
        }
        if (options.plugins().isEmpty() && options.munin().isEmpty()) {
            sources.add(new LocalMunin(own, MINUTE));
        }
        for (URI page : options.prometheus()) {
            sources.add(new MetricsPage(page, options.interval()));
        }
        return sources;
    }

    private static Identity paired(
            Identity identity, Options options, Way centre, CountDownLatch stop)
            throws IOException, InterruptedException {
        String code = options.code();
        if (identity.agent() != null) {
            return identity;
        }
        if (code == null) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "not yet paired: ask the centre for a code and add --code CODE");
            return identity;
        }
        do {
            switch (Pairing.pair(centre, identity, code, options.host())) {
                case Pairing.Result.Paired(Identity named) -> {
                    return named;
                }
                case Pairing.Result.Refused(String reason) -> {
                    LOG.log(System.Logger.Level.ERROR, "the centre refuses to pair: {0}", reason);
                    return identity;
                }
                case Pairing.Result.Away(String reason) ->
                        LOG.log(System.Logger.Level.WARNING, "pairing waits: {0}", reason);
            }
        } while (!stop.await(RETRY_SECONDS, TimeUnit.SECONDS));
        return identity;
    }

    private static String ownName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "unnamed-host";
        }
    }
}
