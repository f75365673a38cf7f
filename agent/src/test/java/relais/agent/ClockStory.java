package relais.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.agent.batch.Sheet;
import relais.agent.collect.Collector;
import relais.agent.reading.Answer;
import relais.agent.reading.Graph;
import relais.agent.reading.Plugin;
import relais.agent.reading.Reading;
import relais.agent.reading.SeriesName;
import relais.agent.reading.Source;
import relais.agent.reading.Value;
import relais.agent.ship.OutboxBounds;

/** The host's clock is set while its agent works: far ahead, and back. */
class ClockStory {
    private static final Duration SOON = Duration.ofSeconds(15);

    @TempDir private Path folder;
    private volatile Duration wrong = Duration.ZERO;

    /** Goes on as time does, and is as wrong as it was set. */
    private final InstantSource clock = () -> InstantSource.system().instant().plus(wrong);

    @Test
    void itGoesOnAfterEachJumpAndNothingOfItIsLost() throws Exception {
        CentreFake centre = new CentreFake();
        AgentSettings settings =
                new AgentSettings(
                        folder,
                        OutboxBounds.usual(),
                        List.of(Agent.thisHost(Duration.ofSeconds(1))));
        try (Agent agent = Agent.start(settings, centre, clock)) {
            awaitReadings(centre, clock.instant());
            centre.away = true;
            long before = centre.kept().size();
            Soon.until("some sheets wait", SOON, () -> agent.state().waiting() > 2);
            for (Duration jump :
                    List.of(Duration.ofDays(400), Duration.ofHours(-3), Duration.ZERO)) {
                wrong = jump;
                long waiting = agent.state().waiting();
                Soon.until("it reads on", SOON, () -> agent.state().waiting() > waiting + 2);
            }
            long all = before + agent.state().waiting();
            centre.away = false;
            Soon.until("all of it came", SOON.multipliedBy(2), () -> centre.kept().size() >= all);
            awaitReadings(centre, clock.instant());
            assertThat(agent.state().forgotten()).isZero();
            assertThat(centre.duplicates).isZero();
        }
    }

    /** Of that moment or later, on the clock of now. */
    private void awaitReadings(CentreFake centre, Instant since) throws Exception {
        Soon.until(
                "readings of now",
                SOON,
                () ->
                        centre.readings().stream()
                                .anyMatch(
                                        r ->
                                                r.series().graph().equals("host/load")
                                                        && r.time().isAfter(since)
                                                        && !r.time().isAfter(clock.instant())));
    }

    @Test
    void pluginsThatHangOverAJumpBackDoNotStopTheOthers() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        List<Plugin> plugins =
                new java.util.ArrayList<>(
                        IntStream.range(0, 5).mapToObj(i -> hanging("t/hang" + i, never)).toList());
        plugins.add(good());
        List<Sheet> sheets = new java.util.concurrent.CopyOnWriteArrayList<>();
        try (Collector collector = new Collector(List.of(source(plugins)), sheets::add, clock)) {
            collector.start();
            Soon.until("it reads", SOON, () -> !good(sheets, Instant.EPOCH).isEmpty());
            for (Duration jump : List.of(Duration.ofDays(-2), Duration.ofDays(2), Duration.ZERO)) {
                wrong = jump;
                Instant set = clock.instant();
                Soon.until(
                        "it reads after " + jump,
                        SOON,
                        () ->
                                good(sheets, set).stream()
                                                .filter(r -> r.time().isBefore(set.plus(SOON)))
                                                .count()
                                        > 1);
            }
        } finally {
            never.countDown();
        }
    }

    private static List<Reading> good(List<Sheet> sheets, Instant since) {
        return sheets.stream()
                .flatMap(s -> s.readings().stream())
                .filter(r -> r.series().graph().equals("t/good") && r.time().isAfter(since))
                .toList();
    }

    private static Source source(List<Plugin> plugins) {
        return new Source() {
            @Override
            public String name() {
                return "test";
            }

            @Override
            public List<Plugin> plugins() {
                return plugins;
            }
        };
    }

    private static Plugin good() {
        return new Told("t/good") {
            @Override
            public Answer read(Instant at) {
                SeriesName series = new SeriesName("t/good", "x");
                return new Answer.Told(
                        List.of(),
                        List.of(new Reading(at, series, Value.of(new Random().nextInt()))));
            }
        };
    }

    private static Plugin hanging(String name, CountDownLatch never) {
        return new Told(name) {
            @Override
            public Answer read(Instant at) {
                while (true) {
                    try {
                        never.await();
                        return new Answer.Failed(Answer.State.FAILING, "late");
                    } catch (InterruptedException stubborn) {
                        continue;
                    }
                }
            }
        };
    }

    /** Each second, at once described. */
    private abstract static class Told implements Plugin {
        private final String name;

        Told(String name) {
            this.name = name;
        }

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
            return Duration.ofSeconds(2);
        }

        @Override
        public Answer describe(Instant at) {
            return new Answer.Told(
                    List.of(new Graph(name, java.util.Map.of(), List.of())), List.of());
        }
    }
}
