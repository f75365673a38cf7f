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
     * @param groups of hosts, by id: who sees one of them sees the dashboard
     * @param userGroups by id: who is in one of them sees it too; without either kind everybody
     *     does
     */
    public record Form(
            String name,
            String description,
            List<Panel> panels,
            List<Long> groups,
            List<Long> userGroups) {
        public Form {
            panels = List.copyOf(panels);
            groups = List.copyOf(groups);
            userGroups = List.copyOf(userGroups);
        }

        /** Seen by everybody. */
        static Form open(String name, String description, List<Panel> panels) {
            return new Form(name, description, panels, List.of(), List.of());
        }
    }
}
