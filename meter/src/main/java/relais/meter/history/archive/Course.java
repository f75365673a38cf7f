package relais.meter.history.archive;

import java.util.Comparator;
import java.util.List;
import relais.agent.reading.FieldType;

/**
 * What one source did.
 *
 * @param source its name in the file
 * @param type of what was read; of all but gauges the archives hold rates per second
 * @param archives the finest first
 */
public record Course(String source, FieldType type, List<Archive> archives) {
    public Course {
        archives = archives.stream().sorted(Comparator.comparingLong(Archive::step)).toList();
    }
}
