package relais.agent.reading;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a plugin's readings are drawn, with munin's attributes word by word.
 *
 * @param name {@code <source>/<plugin>[.<nested>]}, unique on its host
 * @param attributes by munin's name: {@code graph_title}, {@code graph_args}…
 */
public record Graph(String name, Map<String, String> attributes, List<Field> fields) {

    private static final Pattern BASE = Pattern.compile("--base[ =](1000|1024)\\b");

    public Graph {
        Names.checkGraph(name);
        attributes = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        fields = List.copyOf(fields);
    }

    public String title() {
        return attribute("graph_title", name);
    }

    /** rrdgraph's options: --base, --lower-limit, --logarithmic… */
    public String args() {
        return attribute("graph_args", "");
    }

    /** What makes a k: 1000 or 1024. */
    public int base() {
        Matcher found = BASE.matcher(args());
        return found.find() ? Integer.parseInt(found.group(1)) : 1000;
    }

    public String category() {
        return attribute("graph_category", "other");
    }

    /** Its unit, the period already filled in. */
    public String vlabel() {
        return attribute("graph_vlabel", "").replace("${graph_period}", period());
    }

    /** second, minute or hour: what rates are per. */
    public String period() {
        return attribute("graph_period", "second");
    }

    /** The label of a line that adds up all; empty where none is wanted. */
    public String total() {
        return attribute("graph_total", "");
    }

    public String info() {
        return attribute("graph_info", "");
    }

    /** Field names in drawing order: what {@code graph_order} names, then the rest as told. */
    public List<String> order() {
        List<String> order = new ArrayList<>();
        for (String word : attribute("graph_order", "").strip().split("\\s+")) {
            if (!word.isEmpty() && !order.contains(word)) {
                order.add(word);
            }
        }
        fields.stream().map(Field::name).filter(n -> !order.contains(n)).forEach(order::add);
        return List.copyOf(order);
    }

    public String attribute(String key, String otherwise) {
        return attributes.getOrDefault(key, otherwise);
    }
}
