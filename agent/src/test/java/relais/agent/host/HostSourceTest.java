package relais.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.agent.reading.Answer;
import relais.agent.reading.Graph;
import relais.agent.reading.Plugin;
import relais.agent.reading.Reading;
import relais.agent.reading.Value;

class HostSourceTest {
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir private Path kernel;

    @Test
    void thisVeryHostDrawsItself() {
        int series = 0;
        for (Plugin plugin : new HostSource(Duration.ofSeconds(10)).plugins()) {
            Answer answer = plugin.describe(AT);
            assertThat(answer).as(plugin.name()).isInstanceOf(Answer.Told.class);
            Answer.Told told = (Answer.Told) answer;
            Set<String> drawn = new HashSet<>();
            for (Graph graph : told.graphs()) {
                assertThat(graph.title()).isNotBlank();
                assertThat(graph.vlabel()).as(graph.name()).isNotBlank();
                graph.fields().forEach(f -> drawn.add(graph.name() + " " + f.name()));
            }
            for (Reading reading : told.readings()) {
                assertThat(drawn)
                        .contains(reading.series().graph() + " " + reading.series().field());
            }
            series += told.readings().size();
        }
        System.out.println(series + " series of this host");
        assertThat(series).isGreaterThan(30);
    }

    @Test
    void aKernelsFilesBecomeExactlyTheseNumbers() throws Exception {
        file(
                "proc/stat",
                "cpu  10 20 30 40 50 60 70 80 90 0\ncpu0 1 2 3\ncpu1 1 2 3\nprocesses 77\nprocs_running 3\n");
        file(
                "proc/net/dev",
                "Inter-|\n face |\n    lo: 5 5 0 0 0 0 0 0 5 5 0 0 0 0 0 0\n  eth0:100 1 2 3 0 0 0 0 200 4 5 6 0 0 0 0\n");
        file(
                "proc/diskstats",
                "254 0 vda 11 0 22 0 33 0 44 0 0 55 66\n254 1 vda1 1 0 2 0 3 0 4 0 0 5 6\n");
        file("sys/block/vda/size", "1");
        file("sys/class/hwmon/hwmon0/name", "coretemp\n");
        file("sys/class/hwmon/hwmon0/temp1_input", "45500\n");
        file("sys/class/hwmon/hwmon0/temp1_crit", "100000\n");
        Map<String, Double> values = new TreeMap<>();
        Map<String, Graph> graphs = new TreeMap<>();
        for (Plugin plugin :
                new HostSource(
                                kernel.resolve("proc"),
                                kernel.resolve("sys"),
                                Duration.ofSeconds(10))
                        .plugins()) {
            if (plugin.describe(AT) instanceof Answer.Told(var drawn, var readings)) {
                drawn.forEach(g -> graphs.put(g.name(), g));
                for (Reading r : readings) {
                    values.put(
                            r.series().graph() + " " + r.series().field(),
                            ((Value.Known) r.value()).number());
                }
            }
        }
        assertThat(values)
                .containsEntry("host/cpu system", 30.0)
                .containsEntry("host/network.eth0 down", 100.0)
                .containsEntry("host/network.eth0 up", 200.0)
                .containsEntry("host/network_errors eth0_errors", 7.0)
                .containsEntry("host/disk_throughput vda_write", 44.0 * 512)
                .containsEntry("host/disk_busy vda", 55.0)
                .containsEntry("host/temperature hwmon0_temp1", 45.5)
                .doesNotContainKey("host/disk_requests vda1_read");
        assertThat(graphs.get("host/cpu").args()).contains("--upper-limit 200");
        assertThat(graphs.get("host/temperature").fields().getFirst().critical().contains(101))
                .isFalse();
    }

    @Test
    void aKernelThatSpeaksDifferentlyHarmsOneGraph() throws Exception {
        file("proc/stat", "what?\n");
        file("proc/loadavg", "0.1 0.2 0.3 1/200 5\n");
        var plugins =
                new HostSource(
                                kernel.resolve("proc"),
                                kernel.resolve("sys"),
                                Duration.ofSeconds(10))
                        .plugins();
        assertThat(((Answer.Failed) plugins.get(0).read(AT)).state())
                .isEqualTo(Answer.State.RUBBISH);
        assertThat(plugins.get(1).read(AT)).isInstanceOf(Answer.Told.class);
        assertThat(((Answer.Failed) plugins.get(2).read(AT)).state())
                .isEqualTo(Answer.State.FAILING);
    }

    private void file(String path, String text) throws Exception {
        Path file = kernel.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
