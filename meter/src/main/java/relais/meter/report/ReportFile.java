package relais.meter.report;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import relais.meter.alert.state.Severity;
import relais.meter.drawing.scene.Scene;
import relais.meter.drawing.scene.Shape;
import relais.meter.overview.HostState;
import relais.meter.report.Paper.Cell;
import relais.meter.report.Paper.Column;

/** Lays a report on paper. */
final class ReportFile {
    private static final Shape.Face TITLE = new Shape.Face(20, true);
    private static final Shape.Face HEADING = new Shape.Face(12, true);
    private static final Shape.Face LEAD = new Shape.Face(11, false);
    private static final Shape.Face SMALL = new Shape.Face(8.5, false);

    private static final int GOOD = 0xFF1F7A4D;
    private static final int WARNING = 0xFF9A5B00;
    private static final int CRITICAL = 0xFFC62828;

    private static final double GAP = 12;

    private final Report report;
    private final Speech speech;
    private final Paper paper;

    private ReportFile(Report report, Speech speech, Paper paper) {
        this.report = report;
        this.speech = speech;
        this.paper = paper;
    }

    static void write(Report report, Speech speech, OutputStream to) throws IOException {
        try (Paper paper = new Paper(speech.cut())) {
            ReportFile file = new ReportFile(report, speech, paper);
            file.heading();
            file.hosts();
            file.alarms();
            file.graphs();
            String title = report.title() + ", " + speech.period(report.period());
            paper.finish(to, title, report.madeAt(), speech);
        }
    }

    private void heading() throws IOException {
        paper.room(80);
        paper.down(20);
        paper.fitted(Paper.MARGIN, Paper.WIDTH, report.title(), TITLE, Paper.TEXT);
        paper.down(20);
        String period = speech.period(report.period());
        paper.fitted(Paper.MARGIN, Paper.WIDTH, capital(period), LEAD, Paper.TEXT);
        paper.down(15);
        paper.fitted(Paper.MARGIN, Paper.WIDTH, speech.made(report.madeAt()), SMALL, Paper.FAINT);
        paper.down(8);
    }

    private static String capital(String words) {
        return words.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + words.substring(1);
    }

    /** Keeps a heading together with so much of what follows. */
    private boolean heading(String words, double with) throws IOException {
        if (!paper.room(34 + with)) {
            return false;
        }
        paper.down(26);
        paper.mark(words);
        paper.fitted(Paper.MARGIN, Paper.WIDTH, capital(words), HEADING, Paper.TEXT);
        paper.down(8);
        return true;
    }

    private void note(String words) throws IOException {
        if (paper.room(18)) {
            paper.down(13);
            paper.fitted(Paper.MARGIN, Paper.WIDTH, words, SMALL, Paper.FAINT);
        }
    }

    private void hosts() throws IOException {
        if (report.hosts().isEmpty() || !heading(speech.hosts(), 40)) {
            return;
        }
        List<Column> columns =
                List.of(
                        new Column(speech.host(), 190, false),
                        new Column(speech.stateNow(), 85, false),
                        new Column(speech.seen(), 75, false),
                        new Column(speech.complete(), 90, true),
                        new Column(speech.holes(), 35, true),
                        new Column(speech.alerts(), Paper.WIDTH - 475, true));
        List<List<Cell>> rows = new ArrayList<>();
        for (Report.HostLine host : report.hosts()) {
            Instant seen = host.seenAt();
            Double complete = host.complete();
            rows.add(
                    List.of(
                            Cell.of(host.title()),
                            new Cell(speech.state(host.state()), colour(host.state())),
                            Cell.faint(seen == null ? "–" : speech.brief(seen)),
                            complete == null
                                    ? Cell.faint("–")
                                    : new Cell(
                                            speech.share(complete),
                                            complete < 0.99 ? WARNING : Paper.TEXT),
                            Cell.of(Long.toString(host.holes())),
                            Cell.of(Long.toString(host.alerts()))));
        }
        paper.table(columns, rows);
        if (report.moreHosts() > 0) {
            note(speech.moreHosts(report.moreHosts()));
        }
    }

    private static int colour(HostState state) {
        return switch (state) {
            case OK -> GOOD;
            case WARNING -> WARNING;
            case CRITICAL, SILENT -> CRITICAL;
            case UNKNOWN, WAITING -> Paper.FAINT;
        };
    }

    private static int colour(Severity severity) {
        return switch (severity) {
            case WARNING -> WARNING;
            case CRITICAL, MISSING -> CRITICAL;
            case UNKNOWN -> Paper.FAINT;
        };
    }

    private void alarms() throws IOException {
        if (!heading(speech.alerts(), 40)) {
            return;
        }
        if (report.alarms().lines().isEmpty()) {
            note(speech.noAlerts());
            return;
        }
        List<Column> columns =
                List.of(
                        new Column(speech.since(), 75, false),
                        new Column(speech.lastedHead(), 60, false),
                        new Column(speech.severityHead(), 55, false),
                        new Column(speech.host(), 100, false),
                        new Column(speech.what(), Paper.WIDTH - 290, false));
        paper.table(columns, report.alarms().lines().stream().map(this::row).toList());
        if (report.alarms().more() > 0) {
            note(speech.moreAlerts(report.alarms().more()));
        }
    }

    private List<Cell> row(Report.AlarmLine alarm) {
        Instant until = alarm.until();
        String lasted =
                until == null
                        ? speech.goesOn()
                        : speech.lasted(Duration.between(alarm.since(), until));
        String by = alarm.takenBy();
        return List.of(
                Cell.of(speech.brief(alarm.since())),
                new Cell(lasted, until == null ? CRITICAL : Paper.TEXT),
                new Cell(speech.severity(alarm.severity()), colour(alarm.severity())),
                Cell.of(alarm.host()),
                Cell.of(by == null ? alarm.title() : alarm.title() + " – " + speech.takenBy(by)));
    }

    private void graphs() throws IOException {
        if (report.sections().isEmpty()) {
            paper.down(20);
            note(speech.noGraphs());
        }
        for (Report.Section section : report.sections()) {
            if (!section.graphs().isEmpty() && !section(section)) {
                return;
            }
        }
        if (report.moreGraphs() > 0) {
            paper.down(8);
            note(speech.moreGraphs(report.moreGraphs()));
        }
    }

    private boolean section(Report.Section section) throws IOException {
        if (!heading(section.title(), height(section.graphs().getFirst()))) {
            return false;
        }
        for (Scene graph : section.graphs()) {
            double height = height(graph);
            if (!paper.room(height + GAP)) {
                return false;
            }
            paper.scene(graph, Paper.MARGIN, Paper.WIDTH);
            paper.down(height + GAP);
        }
        return true;
    }

    private static double height(Scene graph) {
        return Paper.WIDTH / Objects.requireNonNull(graph).width() * graph.height();
    }
}
