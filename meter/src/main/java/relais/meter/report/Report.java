package relais.meter.report;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import relais.meter.alert.state.Severity;
import relais.meter.drawing.scene.Scene;
import relais.meter.overview.HostState;

/**
 * All that a report says, before it is laid on paper.
 *
 * @param title the host's or the dashboard's
 * @param hosts those whose graphs are shown
 * @param moreHosts that are not listed
 * @param moreGraphs that are not drawn
 */
record Report(
        String title,
        Period period,
        Instant madeAt,
        List<HostLine> hosts,
        int moreHosts,
        Alarms alarms,
        List<Section> sections,
        int moreGraphs) {
    Report {
        hosts = List.copyOf(hosts);
        sections = List.copyOf(sections);
    }

    /**
     * A host now, and over the period.
     *
     * @param complete part of its measurements that arrived, 0 to 1; null where none were expected
     */
    record HostLine(
            String title,
            HostState state,
            @Nullable Instant seenAt,
            @Nullable Double complete,
            long holes,
            long alerts) {}

    /**
     * Alerts that fired in the period.
     *
     * @param more that are not listed
     */
    record Alarms(List<AlarmLine> lines, long more) {
        Alarms {
            lines = List.copyOf(lines);
        }
    }

    /**
     * @param until null while it goes on
     */
    record AlarmLine(
            Instant since,
            @Nullable Instant until,
            Severity severity,
            String host,
            String title,
            @Nullable String takenBy) {}

    /** Graphs under one heading, drawn. */
    record Section(String title, List<Scene> graphs) {
        Section {
            graphs = List.copyOf(graphs);
        }
    }
}
