package relais.meter.wording;

import java.util.Comparator;
import java.util.List;

/** Categories in the order in which somebody on duty looks; others stand between, by name. */
public final class CategoryOrder implements Comparator<String> {
    private static final List<String> FIRST =
            List.of("system", "load", "cpu", "memory", "network", "disk", "processes", "sensors");

    /** The watchers themselves come last. */
    private static final List<String> LAST = List.of("relais", "other", "agent");

    @Override
    public int compare(String one, String other) {
        int places = Integer.compare(place(one), place(other));
        return places != 0 ? places : one.compareTo(other);
    }

    private static int place(String category) {
        int first = FIRST.indexOf(category);
        return first >= 0 ? first : FIRST.size() + 1 + LAST.indexOf(category);
    }
}
