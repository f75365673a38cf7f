package relais.voice.poll;

import java.util.List;
import java.util.Map;

/**
 * One of a poll's possible answers. A reply of several categories counts for the surest; when
 * equally sure, for the first in the definition.
 *
 * @param key stable name under which answers are counted; a renamed category keeps its answers
 * @param name per language
 * @param color {@code #rrggbb} or empty for the console's own choice
 * @param reply what to answer, per language; empty for the poll's confirmation
 */
public record Category(
        String key,
        Map<String, String> name,
        String color,
        Map<String, String> reply,
        List<Rule> rules) {
    public Category {
        key = key == null ? "" : key;
        name = name == null ? Map.of() : Map.copyOf(name);
        color = color == null ? "" : color;
        reply = reply == null ? Map.of() : Map.copyOf(reply);
        rules = rules == null ? List.of() : List.copyOf(rules);
    }
}
