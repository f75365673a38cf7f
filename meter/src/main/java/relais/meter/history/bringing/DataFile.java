package relais.meter.history.bringing;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What munin 2's master knows of its hosts: its text file {@code datafile}, a line for each
 * attribute, {@code group;host:service.field.attribute value}.
 */
final class DataFile {
    /** Lines are short; a plugin's help text is the longest. */
    private static final int LONGEST_LINE = 64 << 10;

    /** 2,000 hosts of 100 graphs of 8 fields of 6 attributes are 10 million. */
    private static final int MOST_LINES = 20_000_000;

    /** What is munin's own business. */
    private static final Set<String> LEFT_OUT =
            Set.of("graph_data_size", "update_rate", "update", "filename", "oldname");

    private final Map<String, Host> hosts = new TreeMap<>();
    private final List<String> wrong = new ArrayList<>();

    private DataFile() {}

    /** A host by its path of groups, with its services. */
    static final class Host {
        private final Map<String, Service> services = new TreeMap<>();

        Map<String, Service> services() {
            return services;
        }
    }

    /** A graph: attributes in the order told, fields as {@code graph_order} has them. */
    record Service(Map<String, String> attributes, Map<String, Map<String, String>> fields) {
        Service() {
            this(new LinkedHashMap<>(), new TreeMap<>());
        }

        /** Field names in drawing order; munin writes them in no order. */
        List<String> order() {
            Set<String> order = new LinkedHashSet<>();
            for (String word : attributes.getOrDefault("graph_order", "").strip().split("\\s+")) {
                String name = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
                if (fields.containsKey(name)) {
                    order.add(name);
                }
            }
            order.addAll(fields.keySet());
            return List.copyOf(order);
        }
    }

    /** By path: {@code group;host}. */
    Map<String, Host> hosts() {
        return hosts;
    }

    /** Lines that are none of munin's. */
    List<String> wrong() {
        return wrong;
    }

    static DataFile read(BufferedReader in) throws IOException {
        DataFile file = new DataFile();
        Map<String, List<String[]>> keys = new HashMap<>();
        String line = in.readLine();
        for (int i = 1; line != null && i <= MOST_LINES; i++) {
            file.line(line, i, keys);
            line = in.readLine();
        }
        keys.forEach(file::sorted);
        return file;
    }

    private void line(String line, int number, Map<String, List<String[]>> keys) {
        int space = line.indexOf(' ');
        int colon = line.indexOf(':');
        if (line.isBlank() || line.startsWith("#") || line.startsWith("version ")) {
            return;
        }
        boolean fits = colon > 0 && space > colon && line.length() <= LONGEST_LINE;
        if (!fits || line.lastIndexOf('.', space) < colon) {
            if (wrong.size() < 10) {
                wrong.add("datafile, line " + number + " says nothing that munin would");
            }
            return;
        }
        String key = line.substring(colon + 1, space);
        keys.computeIfAbsent(line.substring(0, colon), host -> new ArrayList<>())
                .add(new String[] {key, line.substring(space + 1)});
    }

    /** What has a title is a service; the rest of the keys are told by that. */
    private void sorted(String path, List<String[]> lines) {
        Host host = hosts.computeIfAbsent(path, name -> new Host());
        for (String[] line : lines) {
            if (line[0].endsWith(".graph_title")) {
                host.services.put(before(line[0]), new Service());
            }
        }
        for (String[] line : lines) {
            String attribute = line[0].substring(line[0].lastIndexOf('.') + 1);
            String owner = before(line[0]);
            if (LEFT_OUT.contains(attribute)) {
                continue;
            }
            boolean ofGraph = attribute.startsWith("graph_");
            Service service = host.services.get(owner);
            Service above = owner.contains(".") ? host.services.get(before(owner)) : null;
            if (service != null && (ofGraph || above == null)) {
                service.attributes().put(attribute, line[1]);
            } else if (above != null && !ofGraph) {
                above.fields()
                        .computeIfAbsent(
                                owner.substring(owner.lastIndexOf('.') + 1),
                                name -> new LinkedHashMap<>())
                        .put(attribute, line[1]);
            }
        }
    }

    private static String before(String key) {
        return key.substring(0, key.lastIndexOf('.'));
    }
}
