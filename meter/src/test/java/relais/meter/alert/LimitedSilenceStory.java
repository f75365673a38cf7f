package relais.meter.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.meter.alert.OnCall.Somebody;
import relais.meter.alert.state.Severity;
import relais.meter.alert.state.Window;
import relais.meter.host.Sight;
import relais.meter.pattern.NamePattern;
import relais.platform.identity.Caller;

/** Whoever sees the North's machines silences the North's, whatever the pattern says. */
class LimitedSilenceStory {
    private static final Caller CHIEF =
            new Caller(1, "Chief", Set.of(), true, Set.of(), true, Set.of(), Locale.ENGLISH);

    @TempDir Path folder;
    private Station station;
    private Caller north;

    @BeforeEach
    void open() throws Exception {
        station = new Station(folder);
        for (String host : List.of("north1", "south1")) {
            station.host(host);
            station.describe(host, "host/disk", "Disk", "root", Map.of("warning", "92"));
        }
        north = caller(station.group("North", "north1"));
        station.group("South", "south1");
        OnCall.Form form =
                new OnCall.Form(
                        "duty",
                        List.of(new Somebody("Ana", "+25779000001", null, "en")),
                        null,
                        Severity.WARNING,
                        0);
        assertThat(station.alerts().onCalls().save(CHIEF, 0, form)).isInstanceOf(Saved.Ok.class);
    }

    private static Caller caller(long group) {
        return new Caller(
                2, "North", Set.of(), false, Set.of(), false, Set.of(group), Locale.ENGLISH);
    }

    @AfterEach
    void close() throws Exception {
        station.close();
    }

    private long silence(Caller by) {
        Window hour =
                new Window(
                        station.now().minusSeconds(1),
                        station.now().plus(Duration.ofHours(1)),
                        Window.Repeat.ONCE,
                        ZoneOffset.UTC,
                        null);
        Saved saved =
                station.alerts()
                        .silences()
                        .create(by, NamePattern.ALL, NamePattern.ALL, hour, "work");
        return ((Saved.Ok) saved).id();
    }

    private Map<String, String> heldBack() {
        for (int i = 0; i < 3; i++) {
            station.later(Duration.ofSeconds(10));
            for (String host : List.of("north1", "south1")) {
                station.measure(host, "host/disk", "root", 95);
                station.seen(host);
            }
            station.look();
        }
        Map<String, String> held = new java.util.TreeMap<>();
        station.alerts()
                .list(new Sight.All(), new Alerts.Wanted(true, "", Long.MAX_VALUE, 100))
                .forEach(alert -> held.put(alert.host(), String.valueOf(alert.ledger().held())));
        return held;
    }

    @Test
    void aSilenceOfEverythingIsOfItsMakersHosts() {
        silence(north);
        assertThat(heldBack()).isEqualTo(Map.of("north1", "silence", "south1", "null"));
        assertThat(station.sent).singleElement().asString().contains("south1");
    }

    @Test
    void whoSeesAllSilencesAll() {
        silence(CHIEF);
        assertThat(heldBack()).isEqualTo(Map.of("north1", "silence", "south1", "silence"));
        assertThat(station.sent).isEmpty();
    }

    @Test
    void oneEndsWhatOneCouldHaveBegun() {
        long all = silence(CHIEF);
        long mine = silence(north);
        Silences silences = station.alerts().silences();
        Caller south = caller(station.group("Far South", "south1"));
        assertThat(silences.all(north)).hasSize(2);
        assertThat(silences.all(south)).as("what holds back the South").hasSize(1);
        assertThat(silences.delete(north, all)).isEqualTo(new Saved.Missing());
        assertThat(silences.delete(south, mine)).isEqualTo(new Saved.Missing());
        assertThat(silences.delete(north, mine)).isEqualTo(new Saved.Ok(mine));
        assertThat(silences.delete(CHIEF, all)).isEqualTo(new Saved.Ok(all));
    }
}
