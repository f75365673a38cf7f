package relais.app.self;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import relais.agent.reading.Names;
import relais.agent.reading.Plugin;
import relais.agent.reading.Source;
import relais.gateway.directory.LineBoard;
import relais.meter.series.StoreState;
import relais.meter.store.Stores;
import relais.platform.db.Database;
import relais.platform.queue.Queue;
import relais.platform.queue.TopicState;
import relais.platform.status.DatabaseState;

/** How Relais fares: the numbers of the whole installation, and this process' own. */
public final class RelaisSource implements Source {
    private static final Duration OFTEN = Duration.ofSeconds(10);

    /** Each question is a query. */
    private static final Duration SOMETIMES = Duration.ofSeconds(30);

    /** The size of a large database is dear to ask for. */
    private static final Duration SELDOM = Duration.ofMinutes(5);

    private final Queue queue;
    private final LineBoard lines;
    private final Database database;
    private final Stores stores;
    private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    private final List<Plugin> plugins;

    public RelaisSource(Queue queue, LineBoard lines, Database database, Stores stores) {
        this.queue = queue;
        this.lines = lines;
        this.database = database;
        this.stores = stores;
        this.plugins =
                List.of(
                        new OwnPlugin("waiting", SOMETIMES, this::waiting),
                        new OwnPlugin("dead", SOMETIMES, this::dead),
                        new OwnPlugin("messages", SOMETIMES, this::messages),
                        new OwnPlugin("database_size", SELDOM, this::databaseSize),
                        new OwnPlugin("database_connections", SELDOM, this::connections),
                        new OwnPlugin("memory", OFTEN, this::memory),
                        new OwnPlugin("cpu", OFTEN, RelaisSource::cpu),
                        new OwnPlugin("series", SOMETIMES, this::series));
    }

    @Override
    public String name() {
        return "Relais itself";
    }

    @Override
    public List<Plugin> plugins() {
        return plugins;
    }

    private static Sketch sketch(String title, String args, String vlabel) {
        return new Sketch(
                "graph_title",
                title,
                "graph_args",
                args,
                "graph_vlabel",
                vlabel,
                "graph_category",
                "relais");
    }

    private Sketch waiting() {
        Sketch sketch = sketch("Messages waiting in queues", "--base 1000 -l 0", "messages");
        List<TopicState> topics = queue.state();
        topics.forEach(
                topic ->
                        sketch.field(
                                Names.fieldOf(topic.topic()),
                                topic.depth(),
                                "label",
                                topic.topic(),
                                "draw",
                                "AREASTACK"));
        // There even while nothing waits: a graph that stops would be an alert.
        long all = topics.stream().mapToLong(topic -> topic.depth()).sum();
        return sketch.field("all_topics", all, "label", "all", "draw", "LINE1");
    }

    private Sketch dead() {
        long dead = queue.state().stream().mapToLong(topic -> topic.dead()).sum();
        return sketch("Dead letters", "--base 1000 -l 0", "messages")
                .field("dead", dead, "label", "dead letters", "warning", "0:0");
    }

    private Sketch messages() {
        Sketch sketch =
                sketch("Messages by channel", "--base 1000 -l 0", "messages per ${graph_period}");
        new TreeMap<>(lines.lines())
                .forEach(
                        (channel, line) -> {
                            String field = Names.fieldOf(channel);
                            sketch.field(
                                    "in_" + field,
                                    line.received(),
                                    "label",
                                    channel + " in",
                                    "type",
                                    "DERIVE",
                                    "min",
                                    "0");
                            sketch.field(
                                    "out_" + field,
                                    line.sent(),
                                    "label",
                                    channel + " out",
                                    "type",
                                    "DERIVE",
                                    "min",
                                    "0");
                        });
        return sketch;
    }

    private Sketch databaseSize() {
        return sketch("Size of the database", "--base 1024 -l 0", "bytes")
                .field(
                        "size",
                        DatabaseState.of(database).sizeBytes(),
                        "label",
                        "size",
                        "draw",
                        "AREA");
    }

    private Sketch connections() {
        return sketch("Connections to the database", "--base 1000 -l 0", "connections")
                .field(
                        "connections",
                        DatabaseState.of(database).connections(),
                        "label",
                        "connections");
    }

    private Sketch memory() {
        var heap = memory.getHeapMemoryUsage();
        return sketch("Memory of Relais", "--base 1024 -l 0", "bytes")
                .field("used", heap.getUsed(), "label", "heap in use", "draw", "AREA")
                .field("committed", heap.getCommitted(), "label", "heap taken");
    }

    /** Hundredths of a second, so that their change per second is percent of one core. */
    private static Sketch cpu() {
        double hundredths =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
                        / 1e7;
        return sketch("Processor time of Relais", "--base 1000 -l 0", "percent of one core")
                .field("cpu", hundredths, "label", "cpu", "type", "DERIVE", "min", "0");
    }

    private Sketch series() {
        long series = stores.state().map(StoreState::series).orElse(0);
        int damage = stores.state().map(state -> state.damage().size()).orElse(0);
        return sketch("Series that are kept", "--base 1000 -l 0", "series")
                .field("series", series, "label", "series")
                .field("damage", damage, "label", "damage found", "critical", "0:0")
                .field("away", stores.away().size(), "label", "stores away", "warning", "0:0");
    }
}
