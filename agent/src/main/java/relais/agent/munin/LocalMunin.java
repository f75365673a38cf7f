package relais.agent.munin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import relais.agent.reading.Plugin;
import relais.agent.reading.Source;

/**
 * Munin as this host has it, without being told: its munin-node where one answers, else its plugins
 * run directly, else nothing. Once the node was met it is asked and nothing else.
 */
public final class LocalMunin implements Source {
    private static final Path PLUGINS = Path.of("/etc/munin/plugins");

    /** Where Debian and others keep what plugins need to know. */
    public static final Path CONF = Path.of("/etc/munin/plugin-conf.d");

    private final MuninNode node;
    private final PluginFolder folder;
    private final Path plugins;
    private boolean met;

    /**
     * @param own a folder of the agent's for what plugins keep
     */
    public LocalMunin(Path own, Duration interval) {
        this(new MuninNode("localhost:4949", interval), PLUGINS, own, interval);
    }

    LocalMunin(MuninNode node, Path plugins, Path own, Duration interval) {
        this.node = node;
        this.plugins = plugins;
        this.folder = new PluginFolder(plugins, CONF, own, interval);
    }

    @Override
    public String name() {
        return "munin of this host";
    }

    @Override
    public synchronized List<Plugin> plugins() throws IOException {
        try {
            List<Plugin> found = node.plugins();
            met = true;
            return found;
        } catch (IOException away) {
            if (met) {
                throw away;
            }
        }
        return Files.isDirectory(plugins) ? folder.plugins() : List.of();
    }

    /** A node cannot tell without being asked for all. */
    @Override
    public synchronized long mark() throws IOException {
        return met || !Files.isDirectory(plugins) ? 0 : folder.mark();
    }
}
