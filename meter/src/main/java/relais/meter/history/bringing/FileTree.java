package relais.meter.history.bringing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import relais.agent.reading.Field;
import relais.agent.reading.Graph;
import relais.agent.reading.Names;
import relais.meter.history.archive.Contents;
import relais.meter.history.archive.Course;

/**
 * Any tree of files, as collectd, Ganglia or Graphite keep them: a folder is a host, what lies
 * below is a graph. A file of one source is a field of its folder's graph, a file of several is a
 * graph.
 */
final class FileTree implements Folder {
    private static final List<String> ENDINGS = List.of(".rrd", ".rrd4j", ".jrb", ".wsp");

    private final Path folder;
    private final int level;
    private final String only;
    private final Map<String, Map<String, List<Path>>> found = new TreeMap<>();
    private final List<String> leftOut = new ArrayList<>();

    /**
     * @param level which folder of a file's path is its host, 0 the first below
     * @param only the host of all files; empty where the folders name it
     */
    FileTree(Path folder, int level, String only) throws IOException {
        this.folder = folder;
        this.level = level;
        this.only = only;
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.sorted().toList()) {
                if (Files.isRegularFile(file) && ENDINGS.stream().anyMatch(ending(file)::equals)) {
                    place(file);
                }
            }
        }
    }

    private static String ending(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot);
    }

    private void place(Path file) {
        Path path = folder.relativize(file);
        if (only.isEmpty() && path.getNameCount() < level + 2) {
            leftOut.add(path + ": no folder names its host; say --host");
            return;
        }
        String host = only.isEmpty() ? path.getName(level).toString() : only;
        StringBuilder graph = new StringBuilder();
        int first = only.isEmpty() ? level + 1 : 0;
        for (int i = first; i < path.getNameCount() - 1; i++) {
            graph.append(graph.isEmpty() ? "" : ".").append(path.getName(i));
        }
        found.computeIfAbsent(host, h -> new TreeMap<>())
                .computeIfAbsent(graph.toString(), g -> new ArrayList<>())
                .add(file);
    }

    @Override
    public long files() {
        return found.values().stream()
                .flatMap(graphs -> graphs.values().stream())
                .mapToLong(List::size)
                .sum();
    }

    @Override
    public List<String> leftOut() {
        return List.copyOf(leftOut);
    }

    @Override
    public void each(Visitor visitor) throws IOException, InterruptedException {
        for (Map.Entry<String, Map<String, List<Path>>> host : found.entrySet()) {
            for (Map.Entry<String, List<Path>> graph : host.getValue().entrySet()) {
                each(host.getKey(), graph.getKey(), graph.getValue(), visitor);
            }
        }
    }

    private void each(String host, String below, List<Path> files, Visitor visitor)
            throws IOException, InterruptedException {
        List<Field> fields = new ArrayList<>();
        List<Part.Leaf> leaves = new ArrayList<>();
        for (Path file : files) {
            String name = String.valueOf(file.getFileName());
            String stem = name.substring(0, name.lastIndexOf('.'));
            List<Course> courses = courses(file);
            if (courses.size() > 1) {
                String called = below.isEmpty() ? stem : below + "." + stem;
                List<Field> own =
                        courses.stream().map(course -> field(course.source(), course)).toList();
                visitor.part(new Part(host, graph(called, own), List.of(new Part.Leaf(file, ""))));
            } else if (courses.size() == 1) {
                fields.add(field(stem, courses.getFirst()));
                leaves.add(new Part.Leaf(file, Names.fieldOf(stem)));
            } else {
                // The centre says why it is refused.
                leaves.add(new Part.Leaf(file, Names.fieldOf(stem)));
            }
        }
        if (!leaves.isEmpty()) {
            visitor.part(new Part(host, graph(below.isEmpty() ? "files" : below, fields), leaves));
        }
    }

    private static List<Course> courses(Path file) throws IOException {
        if (Files.size(file) > Contents.MOST_BYTES) {
            return List.of();
        }
        return Contents.of(Files.readAllBytes(file)) instanceof Contents.Courses(var all)
                ? all
                : List.of();
    }

    private static Field field(String name, Course course) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("label", name);
        attributes.put("type", course.type().name());
        return new Field(Names.fieldOf(name), attributes);
    }

    private static Graph graph(String below, List<Field> fields) {
        StringBuilder name = new StringBuilder("history/");
        for (int i = 0; i < below.length() && name.length() < Names.LONGEST; i++) {
            String sign = below.substring(i, i + 1);
            name.append(Names.isGraph(sign) ? sign : "_");
        }
        return new Graph(
                name.toString(),
                Map.of("graph_title", below, "graph_category", category(below)),
                fields);
    }

    /** The first word: collectd's plugin, Graphite's group. */
    private static String category(String below) {
        return below.split("[-.]", 2)[0];
    }
}
