package relais.meter.report;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import relais.agent.host.HostSource;
import relais.agent.reading.Answer;
import relais.agent.reading.Field;
import relais.agent.reading.Graph;
import relais.agent.reading.Plugin;
import relais.meter.Meter;
import relais.meter.alert.PastAlerts;
import relais.meter.alert.delivery.Post;
import relais.meter.alert.delivery.Sms;
import relais.meter.alert.delivery.Ways;
import relais.meter.dashboard.AutomaticDashboards;
import relais.meter.dashboard.Dashboards;
import relais.meter.event.Events;
import relais.meter.graph.GraphReader;
import relais.meter.graph.Sparks;
import relais.meter.host.Directory;
import relais.meter.host.GraphSearch;
import relais.meter.host.SeriesLabels;
import relais.meter.overview.Completeness;
import relais.meter.overview.Overview;
import relais.meter.picture.Album;
import relais.meter.picture.Pictures;
import relais.meter.series.StoreLimits;
import relais.meter.series.labels.Definition;
import relais.meter.series.labels.SeriesKind;
import relais.meter.store.Line;
import relais.meter.subscription.Courier;
import relais.meter.testing.MeterSite;
import relais.platform.audit.Audit;
import relais.platform.json.Json;
import relais.platform.live.LiveFeed;
import relais.platform.testing.SettableClock;

/** A centre that has watched hosts like this machine for a week, with a hole and an alert. */
public final class WatchedWeek implements AutoCloseable {
    public static final Instant NOW = Instant.parse("2026-11-23T06:30:00Z");
    private static final Duration STEP = Duration.ofMinutes(5);

    public final SettableClock clock = new SettableClock(NOW);
    public final MeterSite site;
    private final Post post;
    private final SplittableRandom random = new SplittableRandom(7);

    public WatchedWeek(Path folder, String... hosts) throws Exception {
        this(folder, Post.NONE, hosts);
    }

    /**
     * @param post how its reports leave
     */
    public WatchedWeek(Path folder, Post post, String... hosts) throws Exception {
        this.post = post;
        Ways ways = new Ways(Sms.NONE, 1, post, Ways.NONE.webhook());
        site =
                new MeterSite(
                        folder,
                        clock,
                        StoreLimits.usual(),
                        new Meter.Alarms(ways, Duration.ofMinutes(3)));
        List<Graph> graphs = new ArrayList<>();
        for (Plugin plugin : new HostSource(Duration.ofSeconds(10)).plugins()) {
            if (plugin.describe(NOW) instanceof Answer.Told told) {
                graphs.addAll(told.graphs());
            }
        }
        for (String host : hosts) {
            add(host, graphs);
        }
    }

    private void add(String host, List<Graph> graphs) {
        long id =
                site.database.with(
                        handle ->
                                handle.createQuery(
                                                """
                                                insert into meter_host
                                                  (name, title, paired_at, seen_at)
                                                values (:name, :title, :paired, :seen)
                                                returning id
                                                """)
                                        .bind("name", host)
                                        .bind("title", "Station " + host.toUpperCase(Locale.ROOT))
                                        .bind("paired", NOW.minus(Duration.ofDays(60)))
                                        .bind("seen", NOW.minusSeconds(20))
                                        .mapTo(Long.class)
                                        .one());
        for (Graph graph : graphs) {
            describe(id, graph);
            for (Field field : graph.fields()) {
                measure(host, graph.name(), field.name(), field.attributes().containsKey("type"));
            }
        }
        measure(host, "agent/outbox", "waiting", false);
        alert(host);
    }

    private void describe(long host, Graph graph) {
        List<Map<String, Object>> fields = new ArrayList<>();
        for (Field field : graph.fields()) {
            fields.add(Map.of("name", field.name(), "attributes", field.attributes()));
        }
        site.database.useTransaction(
                tx ->
                        tx.execute(
                                "insert into meter_graph (host_id, name, title, category,"
                                        + " attributes, fields, told_at)"
                                        + " values (?, ?, ?, ?, ?::json, ?::json, now())",
                                host,
                                graph.name(),
                                graph.title(),
                                graph.attributes().getOrDefault("graph_category", "other"),
                                Json.text(graph.attributes()),
                                Json.text(fields)));
    }

    /** A slow walk, on which nothing is known of the third day's morning. */
    private void measure(String host, String graph, String field, boolean counts) {
        int steps = (int) (Duration.ofDays(8).dividedBy(STEP));
        List<Long> times = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        double level = 20 + random.nextDouble(40);
        double total = 0;
        for (int i = 0; i < steps; i++) {
            Instant at = NOW.minus(STEP.multipliedBy(steps - i));
            level = Math.clamp(level + random.nextDouble(-4, 4), 1, 95);
            total += level * STEP.toSeconds();
            Duration ago = Duration.between(at, NOW);
            if (ago.toHours() < 100 || ago.toHours() > 105) {
                times.add(at.toEpochMilli());
                values.add(counts ? Math.rint(total) : level);
            }
        }
        Definition definition =
                new Definition(
                        SeriesLabels.of(host, graph, field, Map.of()),
                        "agent",
                        0,
                        counts ? SeriesKind.COUNTER : SeriesKind.GAUGE);
        site.stores.write(
                List.of(
                        new Line(
                                definition,
                                times.stream().mapToLong(Long::longValue).toArray(),
                                values.stream().mapToDouble(Double::doubleValue).toArray())));
    }

    private void alert(String host) {
        Instant fired = NOW.minus(Duration.ofHours(50));
        site.database.useTransaction(
                tx ->
                        tx.execute(
                                "insert into meter_alert (key, kind, host, graph_id, graph, field,"
                                        + " title, labels, phase, severity, since, fired_at,"
                                        + " resolved_at) select ?, 'threshold', ?, g.id,"
                                        + " g.title, 'root', 'Disk usage · /', '{}'::jsonb, 2,"
                                        + " 'warning', ?, ?, ? from meter_graph g"
                                        + " join meter_host h on h.id = g.host_id"
                                        + " where h.name = ? and g.name = 'host/filesystem'",
                                "field:" + host + " host/filesystem root",
                                host,
                                fired,
                                fired,
                                fired.plusSeconds(5_400),
                                host));
    }

    /** As the site's own, which runs each few seconds, but at once. */
    public Courier courier() {
        Directory directory = new Directory(site.database);
        LiveFeed live = new LiveFeed(site.database);
        Audit audit = new Audit(clock);
        GraphReader reader = new GraphReader(site.stores);
        Album album =
                new Album(
                        directory,
                        new GraphSearch(site.database),
                        new Dashboards(site.database, audit, live, clock),
                        new AutomaticDashboards(directory),
                        new Events(site.database, audit, live));
        Reports.Sources sources =
                new Reports.Sources(
                        directory,
                        album,
                        new Pictures(site.stores, clock),
                        new Overview(
                                directory,
                                site.stores,
                                new Sparks(reader),
                                names -> Map.of(),
                                clock),
                        new Completeness(site.stores, clock),
                        new PastAlerts(site.database));
        return new Courier(site.database, live, new Reports(sources, clock), post, clock);
    }

    public long hostId(String host) {
        return site.database.with(
                handle ->
                        handle.createQuery("select id from meter_host where name = :name")
                                .bind("name", host)
                                .mapTo(Long.class)
                                .one());
    }

    @Override
    public void close() throws Exception {
        site.close();
    }
}
