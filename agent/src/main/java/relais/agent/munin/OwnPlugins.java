package relais.agent.munin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import relais.agent.reading.Source;

/** The folder that every agent has for plugins of its operator: docs/guide/plugin. */
public final class OwnPlugins {
    private static final String FOLDER = "plugins.d";

    private OwnPlugins() {}

    /**
     * Makes it where it is not there yet.
     *
     * @param agent the agent's own folder
     */
    public static Source in(Path agent, Duration interval) throws IOException {
        Path folder = Files.createDirectories(agent.resolve(FOLDER));
        return new PluginFolder(folder, LocalMunin.CONF, agent.resolve("plugins"), interval);
    }
}
