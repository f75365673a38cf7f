package relais.agent.munin;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import relais.agent.reading.Names;
import relais.agent.reading.Plugin;
import relais.agent.reading.Source;

/** A munin-node over TCP: each of its nodes' plugins is a plugin here. */
public final class MuninNode implements Source {

    /** Plugins of one node. */
    private static final int MOST = 1_000;

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.:-]{1,150}");

    private final String host;
    private final int port;
    private final Duration interval;
    private final Duration timeout;

    /**
     * Asks nothing yet.
     *
     * @param address {@code host} or {@code host:port}
     * @throws IllegalArgumentException for anything else
     */
    public MuninNode(String address, Duration interval) {
        this(address, interval, Bounds.TIMEOUT);
    }

    MuninNode(String address, Duration interval, Duration timeout) {
        int colon = address.lastIndexOf(':');
        this.host = colon < 0 ? address : address.substring(0, colon);
        try {
            this.port = colon < 0 ? 4949 : Integer.parseInt(address.substring(colon + 1));
        } catch (NumberFormatException not) {
            throw new IllegalArgumentException("--munin wants HOST:PORT: " + address);
        }
        if (host.isEmpty() || port < 1 || port > 65_535) {
            throw new IllegalArgumentException("--munin wants HOST:PORT: " + address);
        }
        this.interval = interval;
        this.timeout = timeout;
    }

    @Override
    public String name() {
        return "munin-node " + host + ":" + port;
    }

    @Override
    public List<Plugin> plugins() throws IOException {
        List<Plugin> plugins = new ArrayList<>();
        try (NodeTalk talk = talk(timeout)) {
            if (talk.canSpool()) {
                return List.of(new SpooledPlugins(this, "munin/", interval));
            }
            List<String> nodes = talk.askLines("nodes");
            boolean several = nodes.size() > 1;
            for (String node : several ? nodes : List.of("")) {
                for (String plugin : words(talk.ask(("list " + node).strip()))) {
                    String prefix = several ? "munin/" + node + "." : "munin/";
                    if (Names.isGraph(prefix + plugin) && plugins.size() < MOST) {
                        plugins.add(new NodePlugin(this, prefix, plugin, interval));
                    }
                }
            }
        }
        return plugins;
    }

    private static Set<String> words(String line) {
        Set<String> words = new LinkedHashSet<>();
        for (String word : line.split("\\s+")) {
            if (WORD.matcher(word).matches()) {
                words.add(word);
            }
        }
        return words;
    }

    NodeTalk talk(Duration atMost) throws IOException {
        return NodeTalk.with(host, port, atMost);
    }

    Duration timeout() {
        return timeout;
    }

    /** Since when a spool is read at the start: what is older was read before, or is history. */
    static Instant spoolStart(Instant now) {
        return now.minus(Duration.ofHours(1));
    }
}
