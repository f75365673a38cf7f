package relais.agent.munin;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import relais.agent.reading.Answer;
import relais.agent.reading.Plugin;

/** A munin plugin that is run here. */
final class PluginFile implements Plugin {

    static final String PREFIX = "plugin/";

    private final Path file;
    private final Shelter shelter;
    private final PluginConf.Entry conf;
    private final Accounts accounts;
    private final Duration interval;

    /**
     * Runs nothing yet.
     *
     * @param shelter where plugins keep what they need between runs
     */
    PluginFile(
            Path file, Shelter shelter, PluginConf.Entry conf, Accounts accounts, Duration usual) {
        this.file = file;
        this.shelter = shelter;
        this.conf = conf;
        this.accounts = accounts;
        this.interval = conf.interval() == null ? usual : conf.interval();
    }

    private String plugin() {
        return file.getFileName().toString();
    }

    @Override
    public String name() {
        return PREFIX + plugin();
    }

    @Override
    public Duration interval() {
        return interval;
    }

    /** Two runs may follow each other, and a killed one needs a moment. */
    @Override
    public Duration timeout() {
        return conf.timeout().multipliedBy(2).plusSeconds(5);
    }

    @Override
    public Answer describe(Instant at) {
        return Judgement.ofConfig(PREFIX, plugin(), run("config"), at);
    }

    @Override
    public Answer read(Instant at) {
        return Judgement.ofFetch(PREFIX, plugin(), run(""), at);
    }

    /** Asks {@code autoconf}, {@code suggest}, {@code config} or, with nothing, for values. */
    Output run(String argument) {
        try {
            List<String> before = accounts.prefix(conf.user(), conf.groups());
            return Run.of(file, argument, before, environment(), conf.timeout());
        } catch (IOException impossible) {
            return new Output.Failed(Answer.State.FAILING, String.valueOf(impossible.getMessage()));
        }
    }

    private Map<String, String> environment() throws IOException {
        Path state = shelter.state();
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        environment.put("LC_ALL", "C");
        environment.put("LANG", "C");
        environment.put("MUNIN_CAP_MULTIGRAPH", "1");
        environment.put("MUNIN_CAP_DIRTYCONFIG", "1");
        environment.put("MUNIN_DEBUG", "0");
        environment.put("MUNIN_LIBDIR", "/usr/share/munin");
        environment.put("MUNIN_PLUGSTATE", state.toString());
        environment.put("MUNIN_STATEFILE", state.resolve(plugin()).toString());
        environment.putAll(conf.environment());
        return environment;
    }
}
