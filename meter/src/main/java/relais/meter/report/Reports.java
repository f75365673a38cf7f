package relais.meter.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import relais.meter.alert.Alert;
import relais.meter.alert.PastAlerts;
import relais.meter.alert.state.Acknowledgement;
import relais.meter.drawing.Event;
import relais.meter.drawing.View;
import relais.meter.drawing.scene.Scene;
import relais.meter.host.Directory;
import relais.meter.host.Host;
import relais.meter.host.HostGraph;
import relais.meter.overview.Completeness;
import relais.meter.overview.Overview;
import relais.meter.picture.Album;
import relais.meter.picture.Figure;
import relais.meter.picture.Pictures;
import relais.meter.wording.OwnWords;

/** Makes reports. Thread safe. */
public final class Reports {
    /** Each holds its graphs in memory, some 20 MB, until it is written. */
    private static final int AT_ONCE = 2;

    private static final long PATIENCE_SECONDS = 20;

    private static final int MOST_GRAPHS = 60;
    private static final int MOST_HOSTS = 60;
    private static final int MOST_ALERTS = 100;

    /** To tell how many more there are; beyond, "more" is enough. */
    private static final int MOST_COUNTED = 5_000;

    private static final View.Size SIZE = new View.Size(700, 218, 1);

    private final Sources sources;
    private final InstantSource clock;
    private final Semaphore making = new Semaphore(AT_ONCE);

    /** Where a report's parts come from. */
    public record Sources(
            Directory directory,
            Album album,
            Pictures pictures,
            Overview overview,
            Completeness completeness,
            PastAlerts alerts) {}

    public Reports(Sources sources, InstantSource clock) {
        this.sources = sources;
        this.clock = clock;
    }

    /**
     * What is wanted.
     *
     * @param about a host or a dashboard, as {@link Album} finds it
     */
    public record Wanted(Album.About about, Period period, Locale locale, ZoneId zone) {}

    /** What came of it. */
    public sealed interface Made {
        /**
         * A PDF file.
         *
         * @param title of what it is about
         */
        @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
        record Done(String title, byte[] file) implements Made {}

        /** There is no such thing for who asks. */
        record Missing() implements Made {}

        /** Too many at once. */
        record Busy() implements Made {}
    }

    public Made make(Album.Viewer viewer, Wanted wanted) throws InterruptedException {
        if (!making.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            return new Made.Busy();
        }
        try {
            Optional<Album.Shown> shown = sources.album().find(wanted.about(), viewer);
            if (shown.isEmpty()) {
                return new Made.Missing();
            }
            Report report = report(shown.get(), viewer, wanted);
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            ReportFile.write(report, new Speech(wanted.locale(), wanted.zone()), file);
            return new Made.Done(report.title(), file.toByteArray());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("written to memory", e);
        } finally {
            making.release();
        }
    }

    private Report report(Album.Shown shown, Album.Viewer viewer, Wanted wanted) {
        Map<Long, Host> all =
                sources.directory().hosts(viewer.sight()).stream()
                        .collect(Collectors.toMap(Host::id, Function.identity()));
        List<Host> hosts = shown.hosts().stream().map(all::get).filter(Objects::nonNull).toList();
        List<Host> listed = hosts.subList(0, Math.min(MOST_HOSTS, hosts.size()));
        List<Alert> alerts = alerts(hosts, wanted.period());
        List<Figure> drawn =
                shown.figures().subList(0, Math.min(MOST_GRAPHS, shown.figures().size()));
        return new Report(
                shown.name(),
                wanted.period(),
                clock.instant(),
                lines(listed, alerts, wanted.period()),
                hosts.size() - listed.size(),
                alarms(alerts, wanted.locale()),
                sections(drawn, wanted),
                shown.figures().size() - drawn.size());
    }

    private List<Alert> alerts(List<Host> hosts, Period period) {
        List<String> names = hosts.stream().map(Host::name).toList();
        return sources.alerts().between(period.from(), period.to(), names, MOST_COUNTED);
    }

    private List<Report.HostLine> lines(List<Host> hosts, List<Alert> alerts, Period period) {
        Map<String, Long> fired =
                alerts.stream().collect(Collectors.groupingBy(Alert::host, Collectors.counting()));
        return sources.overview().of(hosts).stream()
                .map(seen -> line(seen, fired, period))
                .toList();
    }

    private Report.HostLine line(Overview.Seen seen, Map<String, Long> fired, Period period) {
        Host host = seen.host();
        Completeness.Shown complete =
                sources.completeness()
                        .of(host, period.from().toEpochMilli(), period.to().toEpochMilli());
        Double share =
                complete.expected() == 0 ? null : (double) complete.arrived() / complete.expected();
        return new Report.HostLine(
                host.title(),
                seen.state(),
                host.seenAt(),
                share,
                complete.holes().size(),
                fired.getOrDefault(host.name(), 0L));
    }

    private static Report.Alarms alarms(List<Alert> alerts, Locale locale) {
        List<Report.AlarmLine> lines =
                alerts.stream().limit(MOST_ALERTS).map(alert -> line(alert, locale)).toList();
        return new Report.Alarms(lines, alerts.size() - lines.size());
    }

    private static Report.AlarmLine line(Alert alert, Locale locale) {
        Acknowledgement taken = alert.standing().acknowledged();
        Instant fired = alert.standing().firedAt();
        return new Report.AlarmLine(
                fired == null ? alert.standing().since() : fired,
                alert.resolvedAt(),
                alert.standing().severity(),
                alert.host(),
                alert.title(locale),
                taken == null ? null : taken.by());
    }

    private List<Report.Section> sections(List<Figure> figures, Wanted wanted) {
        View view =
                new View(
                        SIZE,
                        new View.Range(
                                wanted.period().from().toEpochMilli(),
                                wanted.period().to().toEpochMilli()),
                        new View.Reader(
                                View.Theme.LIGHT,
                                View.Palette.AUTHOR,
                                wanted.locale(),
                                wanted.zone()));
        List<Event> events = sources.album().events(Figure.graphs(figures), view.range());
        Map<String, List<Scene>> byCategory = new LinkedHashMap<>();
        for (Figure figure : figures) {
            byCategory
                    .computeIfAbsent(heading(figure, wanted), name -> new ArrayList<>())
                    .add(sources.pictures().scene(figure, events, view));
        }
        return byCategory.entrySet().stream()
                .map(section -> new Report.Section(section.getKey(), section.getValue()))
                .toList();
    }

    /** A host's graphs are found by category, a dashboard's stand as somebody put them. */
    private static String heading(Figure figure, Wanted wanted) {
        if (!wanted.about().kind().equals("hosts")
                || !(figure instanceof Figure.Graph(HostGraph graph))) {
            return new Speech(wanted.locale(), wanted.zone()).graphs();
        }
        String category = graph.attributes().getOrDefault("graph_category", "other");
        return OwnWords.category(wanted.locale(), category);
    }
}
