package relais.meter.history.bringing;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import relais.agent.reading.Field;
import relais.agent.reading.Graph;
import relais.agent.reading.Names;

/**
 * What munin 2's master keeps, usually in {@code /var/lib/munin}: {@code
 * <group>/<host>-<plugin>-<field>-<g|c|d|a>.rrd}, and what the graphs are in {@code datafile}. A
 * file that it does not name any more, of a plugin that was taken away, is named by its own name.
 */
final class MuninFolder implements Folder {
    /** Host, plugin, field, type; a plugin's name seldom has a dash, a host's often. */
    private static final Pattern FILE = Pattern.compile("(.+)-([^-]+)-([^-]+)-([gcda])\\.rrd");

    private final Path folder;
    private final String prefix;
    private final List<String> leftOut = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();

    /**
     * @param prefix of the graphs, as an agent has them: {@code munin/} or {@code plugin/}
     */
    MuninFolder(Path folder, String prefix) throws IOException {
        this.folder = folder;
        this.prefix = prefix;
        Set<Path> files = rrdFiles();
        Path datafile = folder.resolve("datafile");
        Map<String, String> hosts = new TreeMap<>();
        if (Files.exists(datafile)) {
            try (BufferedReader in =
                    Files.newBufferedReader(datafile, StandardCharsets.ISO_8859_1)) {
                DataFile told = DataFile.read(in);
                leftOut.addAll(told.wrong());
                told.hosts().forEach((path, host) -> describe(path, host, files, hosts));
            }
        } else {
            leftOut.add(datafile + " is missing: graphs are named after their files");
        }
        guess(files, hosts);
    }

    private Set<Path> rrdFiles() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            Set<Path> files = new HashSet<>();
            all.filter(path -> path.toString().endsWith(".rrd") && Files.isRegularFile(path))
                    .forEach(files::add);
            return files;
        }
    }

    /** What is described, with the files that belong to it; these are taken out. */
    private void describe(
            String path, DataFile.Host host, Set<Path> files, Map<String, String> hosts) {
        String name = path.substring(path.lastIndexOf(';') + 1);
        hosts.put(path.replace(';', '/'), name);
        host.services()
                .forEach(
                        (called, service) -> {
                            if (Names.isGraph(prefix + called)) {
                                parts.add(part(path, called, service, files));
                            } else {
                                leftOut.add(name + ": “" + called + "” is no graph's name");
                            }
                        });
    }

    private Part part(String path, String called, DataFile.Service service, Set<Path> files) {
        List<Field> fields = new ArrayList<>();
        List<Part.Leaf> leaves = new ArrayList<>();
        for (String field : service.order()) {
            Map<String, String> attributes = service.fields().getOrDefault(field, Map.of());
            if (Names.isField(field)) {
                fields.add(new Field(field, attributes));
                Path file = file(path, called, field, attributes);
                if (files.remove(file)) {
                    leaves.add(new Part.Leaf(file, field));
                }
            }
        }
        Graph graph = new Graph(prefix + called, service.attributes(), fields);
        return new Part(path.substring(path.lastIndexOf(';') + 1), graph, leaves);
    }

    /** As munin names it; nested graphs have a dash in place of the dot. */
    private Path file(String path, String service, String field, Map<String, String> attributes) {
        String type = attributes.getOrDefault("type", "GAUGE").toLowerCase(Locale.ROOT);
        String name =
                "%s-%s-%s-%s.rrd"
                        .formatted(
                                path.replace(';', '/'),
                                service.replace('.', '-'),
                                field,
                                type.isEmpty() ? "g" : type.substring(0, 1));
        return folder.resolve(name);
    }

    /** The rest by their names, those of one graph together. */
    private void guess(Set<Path> files, Map<String, String> hosts) {
        Map<String, Map<String, List<Part.Leaf>>> found = new TreeMap<>();
        for (Path file : files.stream().sorted().toList()) {
            String name = folder.relativize(file).toString();
            Matcher parsed = FILE.matcher(name);
            if (!parsed.matches()) {
                leftOut.add(name + ": not named as munin names its files");
                continue;
            }
            String known = hostOf(name, hosts);
            String host = known.isEmpty() ? parsed.group(1) : known;
            String service =
                    known.isEmpty()
                            ? parsed.group(2)
                            : name.substring(known.length() + 1, parsed.start(3) - 1);
            String called = hosts.getOrDefault(host, host.substring(host.lastIndexOf('/') + 1));
            found.computeIfAbsent(called, h -> new TreeMap<>())
                    .computeIfAbsent(prefix + service, g -> new ArrayList<>())
                    .add(new Part.Leaf(file, parsed.group(3)));
        }
        found.forEach(
                (host, graphs) -> graphs.forEach((graph, leaves) -> guess(host, graph, leaves)));
    }

    /** The longest known host whose files begin so; empty where none does. */
    private static String hostOf(String name, Map<String, String> hosts) {
        String longest = "";
        for (String path : hosts.keySet()) {
            boolean fits =
                    name.startsWith(path + "-")
                            && name.substring(path.length() + 1)
                                    .matches("[^-].*-[^-]+-[gcda]\\.rrd");
            longest = fits && path.length() > longest.length() ? path : longest;
        }
        return longest;
    }

    private void guess(String host, String graph, List<Part.Leaf> leaves) {
        if (!Names.isGraph(graph)) {
            leftOut.add(host + ": “" + graph + "” is no graph's name");
            return;
        }
        List<Field> fields = new ArrayList<>();
        for (Part.Leaf leaf : leaves) {
            Map<String, String> attributes = new LinkedHashMap<>();
            attributes.put("label", leaf.field());
            attributes.put("type", type(leaf.file()));
            fields.add(new Field(Names.fieldOf(leaf.field()), attributes));
        }
        String title = graph.substring(prefix.length());
        parts.add(new Part(host, new Graph(graph, Map.of("graph_title", title), fields), leaves));
    }

    private static String type(Path file) {
        String name = file.toString();
        return switch (name.charAt(name.length() - ".rrd".length() - 1)) {
            case 'c' -> "COUNTER";
            case 'd' -> "DERIVE";
            case 'a' -> "ABSOLUTE";
            default -> "GAUGE";
        };
    }

    @Override
    public long files() {
        return parts.stream().mapToLong(part -> part.files().size()).sum();
    }

    @Override
    public List<String> leftOut() {
        return List.copyOf(leftOut);
    }

    @Override
    public void each(Visitor visitor) throws IOException, InterruptedException {
        for (Part part : parts) {
            visitor.part(part);
        }
    }
}
