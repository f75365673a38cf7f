package relais.agent.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import relais.agent.Soon;
import relais.agent.batch.Sheet;
import relais.agent.reading.Answer;
import relais.agent.reading.Field;
import relais.agent.reading.Graph;
import relais.agent.reading.Plugin;
import relais.agent.reading.Reading;
import relais.agent.reading.SeriesName;
import relais.agent.reading.Source;
import relais.agent.reading.Value;

class CollectorTest {
    /** Beyond any pause of a busy machine. */
    private static final Duration AMPLE = Duration.ofSeconds(30);

    private final List<Sheet> sheets = Collections.synchronizedList(new ArrayList<>());

    @Test
    void whoHangsFloodsOrThrowsHarmsNothingButItsOwnGraph() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        List<Plugin> plugins =
                List.of(
                        plugin("test/good", at -> told("test/good", at, 1)),
                        plugin("test/hang", Duration.ofSeconds(1), at -> await(never)),
                        plugin("test/flood", at -> told("test/flood", at, 20_000)),
                        plugin(
                                "test/throw",
                                at -> {
                                    throw new IllegalStateException("oh");
                                }));
        try (Collector collector = collector(plugins)) {
            collector.start();
            Soon.until(
                    "three good readings",
                    Duration.ofSeconds(8),
                    () -> values("test/good").size() > 2);
            Soon.until(
                    "the one that hangs is shown",
                    Duration.ofSeconds(8),
                    () -> states("test_hang").contains(2.0));
            assertThat(states("test_good")).containsOnly(0.0);
            assertThat(states("test_flood")).containsOnly(3.0);
            assertThat(states("test_throw")).containsOnly(1.0);
            assertThat(values("test/flood")).isEmpty();
            Soon.until(
                    "after the first, on the grid",
                    AMPLE,
                    () ->
                            values("test/good").stream()
                                    .anyMatch(r -> r.time().toEpochMilli() % 1000 == 0));
            Field hung =
                    graphs("agent/plugins").getLast().fields().stream()
                            .filter(f -> f.name().equals("test_hang"))
                            .findFirst()
                            .orElseThrow();
            assertThat(hung.attribute("extinfo", "")).contains("no answer in 1 s");
        } finally {
            never.countDown();
        }
    }

    @Test
    void metadataAreTellingNewsOnceAndAgainOnDemand() throws Exception {
        try (Collector collector =
                collector(List.of(plugin("test/good", at -> told("test/good", at, 1))))) {
            collector.start();
            Soon.until("two readings", Duration.ofSeconds(8), () -> values("test/good").size() > 1);
            assertThat(graphs("test/good")).hasSize(1);
            collector.tellGraphsAgain();
            Soon.until("told again", Duration.ofSeconds(5), () -> graphs("test/good").size() == 2);
        }
    }

    @Test
    void aSeriesThatFailsAfterHavingWorkedIsUnknownNotSilent() throws Exception {
        boolean[] broken = {false};
        Plugin moody =
                plugin(
                        "test/moody",
                        at ->
                                broken[0]
                                        ? new Answer.Failed(Answer.State.FAILING, "no")
                                        : told("test/moody", at, 1));
        try (Collector collector = collector(List.of(moody))) {
            collector.start();
            Soon.until("a value", Duration.ofSeconds(5), () -> !values("test/moody").isEmpty());
            broken[0] = true;
            Soon.until(
                    "unknown",
                    Duration.ofSeconds(5),
                    () -> values("test/moody").getLast().value() == Value.UNKNOWN);
        }
    }

    private Collector collector(List<Plugin> plugins) {
        Source source =
                new Source() {
                    @Override
                    public String name() {
                        return "test";
                    }

                    @Override
                    public List<Plugin> plugins() {
                        return plugins;
                    }
                };
        return new Collector(List.of(source), sheets::add, InstantSource.system());
    }

    private List<Reading> values(String graph) {
        synchronized (sheets) {
            return sheets.stream()
                    .flatMap(s -> s.readings().stream())
                    .filter(r -> r.series().graph().equals(graph))
                    .toList();
        }
    }

    private List<Double> states(String field) {
        return values("agent/plugins").stream()
                .filter(r -> r.series().field().equals(field))
                .map(r -> ((Value.Known) r.value()).number())
                .toList();
    }

    private List<Graph> graphs(String name) {
        synchronized (sheets) {
            return sheets.stream()
                    .flatMap(s -> s.graphs().stream())
                    .filter(g -> g.name().equals(name))
                    .toList();
        }
    }

    private static Answer await(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return new Answer.Failed(Answer.State.FAILING, "late");
            } catch (InterruptedException stubborn) {
                continue;
            }
        }
    }

    private static Answer told(String graph, Instant at, int readings) {
        return new Answer.Told(
                List.of(new Graph(graph, Map.of(), List.of(new Field("x", Map.of())))),
                Collections.nCopies(
                        readings, new Reading(at, new SeriesName(graph, "x"), Value.of(1))));
    }

    private static Plugin plugin(String name, Function<Instant, Answer> answer) {
        return plugin(name, AMPLE, answer);
    }

    private static Plugin plugin(String name, Duration timeout, Function<Instant, Answer> answer) {
        return new Plugin() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Duration interval() {
                return Duration.ofSeconds(1);
            }

            @Override
            public Duration timeout() {
                return timeout;
            }

            @Override
            public Answer describe(Instant at) {
                return answer.apply(at);
            }

            @Override
            public Answer read(Instant at) {
                return answer.apply(at);
            }
        };
    }
}
