package relais.meter.dashboard;

import java.util.List;

/**
 * Panels on a page.
 *
 * @param id a number for one that somebody made; {@code host:12}, {@code category:network} or
 *     {@code group:3} for those that there are by themselves
 */
public record Dashboard(String id, boolean automatic, Form form) {
    /**
     * As people make it.
     *
     * @param groups of hosts, by id: who sees one of them sees the dashboard; none: everybody
     */
    public record Form(String name, String description, List<Panel> panels, List<Long> groups) {
        public Form {
            panels = List.copyOf(panels);
            groups = List.copyOf(groups);
        }
    }
}
