package relais.meter.dashboard;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import relais.meter.pattern.NamePattern;
import relais.meter.promql.PromQl;
import relais.meter.promql.value.QueryException;

/** Whether a dashboard can be. Pure. */
final class FormCheck {
    static final int MOST_PANELS = 200;

    private static final int NAME_SIGNS = 200;
    private static final int DESCRIPTION_SIGNS = 2_000;
    private static final int TEXT_SIGNS = 10_000;
    private static final int QUERY_SIGNS = 4_000;
    private static final int COLUMNS = 12;
    private static final int LEAST_HEIGHT = 40;
    private static final int MOST_HEIGHT = 2_000;
    private static final int MOST_GROUPS = 100;

    private FormCheck() {}

    /** What is wrong; null where nothing is. */
    static Saved.@Nullable Refused wrong(Dashboard.Form form) {
        if (form.name().isBlank() || form.name().length() > NAME_SIGNS) {
            return refused("name", "a name has 1 to " + NAME_SIGNS + " letters");
        }
        if (form.description().length() > DESCRIPTION_SIGNS) {
            return refused("description", "at most " + DESCRIPTION_SIGNS + " signs");
        }
        if (form.groups().size() > MOST_GROUPS || form.userGroups().size() > MOST_GROUPS) {
            return refused("groups", "at most " + MOST_GROUPS + " groups");
        }
        if (form.panels().size() > MOST_PANELS) {
            return refused("panels", "at most " + MOST_PANELS + " panels");
        }
        for (int i = 0; i < form.panels().size(); i++) {
            String why = wrong(form.panels().get(i));
            if (why != null) {
                return refused("panels", "panel " + (i + 1) + ": " + why);
            }
        }
        return null;
    }

    private static @Nullable String wrong(Panel panel) {
        if (panel.title().length() > NAME_SIGNS) {
            return "its title has at most " + NAME_SIGNS + " letters";
        }
        if (panel.width() < 1 || panel.width() > COLUMNS) {
            return "its width is 1 to " + COLUMNS;
        }
        if (panel.height() < LEAST_HEIGHT || panel.height() > MOST_HEIGHT) {
            return "its height is " + LEAST_HEIGHT + " to " + MOST_HEIGHT;
        }
        return switch (panel.kind()) {
            case GRAPH ->
                    panel.graph() != null
                            ? null
                            : first(pattern(panel.hosts()), pattern(panel.graphName()));
            case QUERY -> query(panel.query());
            case TEXT ->
                    panel.text() != null && panel.text().length() > TEXT_SIGNS
                            ? "its text has at most " + TEXT_SIGNS + " signs"
                            : null;
            case STATE -> pattern(panel.hosts());
        };
    }

    private static @Nullable String first(@Nullable String one, @Nullable String other) {
        return one == null ? other : one;
    }

    private static @Nullable String pattern(@Nullable String text) {
        if (text == null) {
            return "it names neither a graph nor a pattern";
        }
        try {
            NamePattern.of(text);
            return null;
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    private static @Nullable String query(@Nullable String text) {
        if (text == null || text.length() > QUERY_SIGNS) {
            return "a query has at most " + QUERY_SIGNS + " signs";
        }
        try {
            PromQl.parse(text);
            return null;
        } catch (QueryException e) {
            return e.text();
        }
    }

    private static Saved.Refused refused(String field, String detail) {
        return new Saved.Refused("dashboard-invalid", field, detail);
    }

    /** Panels keep their numbers; those without, or with one that is taken, get a new one. */
    static List<Panel> numbered(List<Panel> panels) {
        Set<Long> taken = new HashSet<>();
        long highest = panels.stream().mapToLong(Panel::id).max().orElse(0);
        List<Panel> numbered = new ArrayList<>();
        for (Panel panel : panels) {
            boolean free = panel.id() > 0 && taken.add(panel.id());
            numbered.add(free ? panel : panel.numbered(++highest));
        }
        return numbered;
    }
}
