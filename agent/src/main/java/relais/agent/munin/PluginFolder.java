package relais.agent.munin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import relais.agent.reading.Names;
import relais.agent.reading.Plugin;
import relais.agent.reading.Source;

/**
 * Munin plugins in a folder, run without any munin. A link, or a file without munin's marks, is run
 * because somebody put it there. A file with the mark {@code capabilities=autoconf} lies in a
 * library and is asked whether it wants to run here; one whose name ends with an underscore is
 * asked what for.
 */
public final class PluginFolder implements Source {

    private static final System.Logger LOG = System.getLogger(PluginFolder.class.getName());

    /** Where the marks stand. */
    private static final int MARKS = 32 << 10;

    private static final int MOST = 1_000;

    /** Suggestions of one plugin. */
    private static final int MOST_SUGGESTED = 100;

    private static final Pattern PLUGIN = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,150}");
    private static final Pattern LEFT_OVER =
            Pattern.compile(".*(~|\\.bak|\\.orig|\\.dpkg-.*|\\.rpm(save|new))");

    private final Path folder;
    private final Path conf;
    private final Shelter shelter;
    private final Duration interval;
    private final Accounts accounts = new Accounts();
    private final Map<Path, List<Path>> decided = new HashMap<>();

    /**
     * Runs nothing yet.
     *
     * @param conf munin's plugin-conf.d; may be missing
     * @param own a folder of the agent's for the plugins' state and for links
     */
    public PluginFolder(Path folder, Path conf, Path own, Duration interval) {
        this(folder, conf, Shelter.in(own), interval);
    }

    PluginFolder(Path folder, Path conf, Shelter shelter, Duration interval) {
        this.folder = folder;
        this.conf = conf;
        this.shelter = shelter;
        this.interval = interval;
    }

    @Override
    public String name() {
        return "plugins in " + folder;
    }

    @Override
    public synchronized List<Plugin> plugins() throws IOException {
        PluginConf settings = PluginConf.in(conf);
        List<Path> files = files();
        decided.keySet().retainAll(files);
        List<Plugin> plugins = new ArrayList<>();
        for (Path file : files) {
            // Asked once per agent's life: a library of 200 plugins costs seconds to ask.
            List<Path> wanted = decided.get(file);
            if (wanted == null) {
                wanted = decide(plugin(file, settings), file);
                decided.put(file, wanted);
            }
            for (Path one : wanted) {
                plugins.add(plugin(one, settings));
            }
        }
        return plugins;
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path file : entries) {
                if (isPlugin(file) && files.size() < MOST) {
                    files.add(file);
                }
            }
        }
        files.sort(null);
        return files;
    }

    /** Of which files are plugins, and when they were written. */
    @Override
    public long mark() throws IOException {
        long mark = 0;
        for (Path file : files()) {
            long written = Files.getLastModifiedTime(file).toMillis();
            mark = 31 * (31 * mark + file.hashCode()) + written;
        }
        return mark;
    }

    private PluginFile plugin(Path file, PluginConf settings) {
        PluginConf.Entry entry = settings.of(file.getFileName().toString(), Bounds.TIMEOUT);
        return new PluginFile(file, shelter, entry, accounts, interval);
    }

    private static boolean isPlugin(Path file) {
        String name = file.getFileName().toString();
        return PLUGIN.matcher(name).matches()
                && Names.isGraph(PluginFile.PREFIX + name)
                && !LEFT_OVER.matcher(name).matches()
                && Files.isRegularFile(file)
                && Files.isExecutable(file);
    }

    private List<Path> decide(PluginFile plugin, Path file) throws IOException {
        String name = file.getFileName().toString();
        boolean isLibrary = !Files.isSymbolicLink(file) && marks(file).contains("autoconf");
        if (isLibrary && !saysYes(plugin.run("autoconf"))) {
            return List.of();
        }
        if (!name.endsWith("_") || Files.isSymbolicLink(file)) {
            return List.of(file);
        }
        List<Path> links = new ArrayList<>();
        if (plugin.run("suggest") instanceof Output.Lines(var lines)) {
            for (String word : lines.subList(0, Math.min(lines.size(), MOST_SUGGESTED))) {
                if (PLUGIN.matcher(word.strip()).matches()) {
                    links.add(link(file, name + word.strip()));
                }
            }
        }
        LOG.log(System.Logger.Level.INFO, "{0} suggests {1}", name, links.size());
        return links;
    }

    /** The plugin reads from its name what it is for. */
    private Path link(Path file, String name) throws IOException {
        Path link = shelter.links().resolve(name);
        Files.deleteIfExists(link);
        return Files.createSymbolicLink(link, file.toRealPath());
    }

    private static boolean saysYes(Output output) {
        return output instanceof Output.Lines(var lines)
                && !lines.isEmpty()
                && lines.getFirst().strip().startsWith("yes");
    }

    /** Words of its capabilities mark, {@code #%# capabilities=autoconf suggest}. */
    private static String marks(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            String head = new String(in.readNBytes(MARKS), StandardCharsets.ISO_8859_1);
            int at = head.indexOf("#%# capabilities");
            int end = at < 0 ? -1 : head.indexOf('\n', at);
            return at < 0 ? "" : head.substring(at, end < 0 ? head.length() : end);
        }
    }
}
