package relais.meter.alert;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import relais.meter.alert.delivery.Carried;
import relais.meter.alert.delivery.Carrier;
import relais.meter.alert.delivery.Post;
import relais.meter.alert.delivery.Ways;
import relais.meter.graph.GraphReader;
import relais.meter.host.Directory;
import relais.meter.host.SeriesLabels;
import relais.meter.query.StoreSeries;
import relais.meter.series.SeriesStore;
import relais.meter.series.StoreLimits;
import relais.meter.series.labels.Definition;
import relais.meter.series.labels.SeriesKind;
import relais.meter.store.Kept;
import relais.meter.store.Line;
import relais.meter.store.Stores;
import relais.meter.testing.TestStores;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.json.Json;
import relais.platform.live.LiveFeed;
import relais.platform.testing.SettableClock;
import relais.platform.testing.TestDatabase;

/** A centre with hosts that a test invents, a clock that it sets, and telephones that it reads. */
final class Station implements AutoCloseable {
    final List<String> sent = new CopyOnWriteArrayList<>();
    final List<String> mails = new CopyOnWriteArrayList<>();
    volatile boolean noChannel;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T12:00:00Z"));
    private final Database database = TestDatabase.fresh("meter");

    /** More than most stories need, so that one can show the bound. */
    static final int TEXTS_PER_HOUR = 12;

    private final LiveFeed live = new LiveFeed(database);
    private final Duration silence;
    private final Stores stores;
    private Alerts alerts;

    Station(Path folder) throws Exception {
        this(folder, Duration.ofMinutes(3));
    }

    /**
     * @param silence a host that said nothing for so long is silent
     */
    Station(Path folder, Duration silence) throws Exception {
        this.silence = silence;
        SeriesStore series = SeriesStore.open(folder.resolve("series"), StoreLimits.usual(), clock);
        stores = TestStores.of(database, series, clock);
        alerts = another();
    }

    /** As a second process would have it. */
    Alerts another() {
        Post mail =
                letter -> {
                    mails.add(letter.to() + " " + letter.subject());
                    return new Carried.Done();
                };
        Carrier webhook =
                notice -> {
                    mails.add(notice.target() + " " + notice.subject());
                    return new Carried.Done();
                };
        Ways ways =
                new Ways(
                        (tx, to, text) -> {
                            if (noChannel) {
                                return new Carried.Later("no SMS channel");
                            }
                            sent.add(to + " " + text);
                            return new Carried.Done();
                        },
                        TEXTS_PER_HOUR,
                        mail,
                        webhook);
        return new Alerts(
                new Alerts.Setup(
                        new Alerts.Platform(database, live, new Audit(clock), clock),
                        new Alerts.Measured(
                                new Directory(database),
                                stores,
                                new GraphReader(stores),
                                sight -> new StoreSeries(stores, sight)),
                        ways,
                        silence));
    }

    Alerts alerts() {
        return alerts;
    }

    void restart() {
        alerts = another();
    }

    Instant now() {
        return clock.instant();
    }

    void later(Duration time) {
        clock.advance(time);
    }

    void look() {
        alerts.look();
    }

    Optional<String> hear(String from, String text) {
        return database.inTransaction(tx -> alerts.heard(tx, from, text));
    }

    void host(String name) {
        database.useTransaction(
                tx ->
                        tx.createUpdate(
                                        """
                                        insert into meter_host (name, title, paired_at, seen_at)
                                        values (:name, :name, :now, :now)
                                        """)
                                .bind("name", name)
                                .bind("now", now())
                                .execute());
    }

    /** A new group of one host; its number. */
    long group(String name, String host) {
        return database.with(
                handle ->
                        handle.createQuery(
                                        """
                                        with g as (insert into meter_host_group (name)
                                                   values (:name) returning id)
                                        insert into meter_host_in_group
                                        select h.id, g.id from meter_host h, g
                                        where h.name = :host returning group_id
                                        """)
                                .bind("name", name)
                                .bind("host", host)
                                .mapTo(Long.class)
                                .one());
    }

    void forget(String name) {
        database.useTransaction(tx -> tx.execute("delete from meter_host where name = ?", name));
    }

    void seen(String host) {
        database.useTransaction(
                tx ->
                        tx.createUpdate("update meter_host set seen_at = :now where name = :name")
                                .bind("name", host)
                                .bind("now", now())
                                .execute());
    }

    void describe(
            String host, String graph, String title, String field, Map<String, String> attributes) {
        database.useTransaction(
                tx ->
                        tx.createUpdate(
                                        """
                                        insert into meter_graph (host_id, name, title, category,
                                            attributes, fields, told_at)
                                        select id, :graph, :title, 'disk', :attributes::json,
                                            :fields::json, :now
                                        from meter_host where name = :host
                                        """)
                                .bind("host", host)
                                .bind("graph", graph)
                                .bind("title", title)
                                .bind("attributes", Json.text(Map.of("graph_title", title)))
                                .bind(
                                        "fields",
                                        Json.text(
                                                List.of(
                                                        Map.of(
                                                                "name",
                                                                field,
                                                                "attributes",
                                                                attributes))))
                                .bind("now", now())
                                .execute());
    }

    void measure(String host, String graph, String field, double value) {
        Definition definition =
                new Definition(
                        SeriesLabels.of(host, graph, field, Map.of()), host, 0, SeriesKind.GAUGE);
        long[] times = {now().toEpochMilli()};
        Kept kept = stores.write(List.of(new Line(definition, times, new double[] {value})));
        if (!(kept instanceof Kept.Stored)) {
            throw new AssertionError(kept.toString());
        }
    }

    @Override
    public void close() throws Exception {
        stores.close();
        database.close();
    }
}
