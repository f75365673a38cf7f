package relais.agent.munin;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import relais.agent.reading.Field;
import relais.agent.reading.FieldType;
import relais.agent.reading.Graph;
import relais.agent.reading.Value;

class PluginTextTest {
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void aConfigIsKeptWordByWordAndUnderstoodWhereNeeded() {
        Told told =
                read(
                        """
                        # a comment
                        graph_title eth0 traffic
                        graph_args --base 1024 -l 0
                        graph_vlabel bits per ${graph_period}
                        graph_order down up
                        down.label received
                        down.type DERIVE
                        down.min 0
                        down.cdef down,8,*
                        down.graph no
                        up.label bps
                        up.negative down
                        up.warning 10:90.5
                        up.critical :1e3""");
        Graph graph = told.graphs().getFirst();
        assertThat(graph.name()).isEqualTo("munin/if_eth0");
        assertThat(graph.title()).isEqualTo("eth0 traffic");
        assertThat(graph.base()).isEqualTo(1024);
        assertThat(graph.vlabel()).isEqualTo("bits per second");
        assertThat(graph.category()).isEqualTo("other");
        assertThat(graph.order()).containsExactly("down", "up");
        Field down = graph.fields().getFirst();
        assertThat(down.type()).isEqualTo(FieldType.DERIVE);
        assertThat(down.min()).hasValue(0);
        assertThat(down.isDrawn()).isFalse();
        Field up = graph.fields().getLast();
        assertThat(up.attribute("negative", "")).isEqualTo("down");
        assertThat(up.warning().contains(90.5)).isTrue();
        assertThat(up.warning().contains(9)).isFalse();
        assertThat(up.critical().contains(1001)).isFalse();
        assertThat(told.strange()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "1.5e+09, 1.5e9",
        "-3, -3",
        "0.0000001, 1e-7",
        "U, ",
        "NaN, ",
        "-nan, ",
        "N:5, 5",
        "12.50, 12.5"
    })
    void valuesAreNumbersOrUnknown(String text, Double number) {
        Told told = read("x.value " + text);
        assertThat(told.readings().getFirst().value())
                .isEqualTo(number == null ? Value.UNKNOWN : Value.of(number));
        assertThat(told.readings().getFirst().time()).isEqualTo(AT);
    }

    @Test
    void supersampledValuesHaveTheirOwnTimes() {
        Told told = read("x.value 1700000000:1\nx.value 1700000001:U\nx.value 1700000002.5:3");
        assertThat(told.readings())
                .extracting(r -> r.time().toEpochMilli())
                .containsExactly(1_700_000_000_000L, 1_700_000_001_000L, 1_700_000_002_500L);
        assertThat(told.readings().get(1).value()).isEqualTo(Value.UNKNOWN);
    }

    @Test
    void multigraphsNestAndADirtyConfigCarriesValues() {
        Told told =
                read(
                        """
                        multigraph diskstats_iops
                        graph_title all
                        sda.label sda
                        sda.value 4
                        multigraph diskstats_iops.sda
                        rd.label read
                        rd.value 5""");
        assertThat(told.graphs())
                .extracting(Graph::name)
                .containsExactly("munin/diskstats_iops", "munin/diskstats_iops.sda");
        assertThat(told.readings())
                .extracting(r -> r.series().graph() + " " + r.series().field())
                .containsExactly("munin/diskstats_iops sda", "munin/diskstats_iops.sda rd");
    }

    @Test
    void rubbishIsCountedAndNeverBelieved() {
        Told told =
                read(
                        "<html>\nx.value twelve\nx.value 0x1F\n1x.value 4\nmultigraph ../../etc\nx.value 12d\nx.value 99:1");
        assertThat(told.readings()).isEmpty();
        assertThat(told.graphs()).isEmpty();
        assertThat(told.strange()).isEqualTo(7);
    }

    @Test
    void pluginConfigurationPrefersTheMoreExactName() {
        PluginConf conf =
                PluginConf.of(
                        """
                        # comment
                        [if_*]
                        user root
                        env.speed 10
                        env.0bad x
                        [if_err_*]
                        user nobody
                        group adm, (Debian-exim)
                        [if_err_eth0]
                        env.speed 100
                        timeout 3
                        interval 1""");
        PluginConf.Entry entry = conf.of("if_err_eth0", Duration.ofSeconds(10));
        assertThat(entry.user()).isEqualTo("nobody");
        assertThat(entry.groups()).containsExactly("adm", "Debian-exim");
        assertThat(entry.environment()).isEqualTo(java.util.Map.of("speed", "100"));
        assertThat(entry.timeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(entry.interval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(conf.of("cpu", Duration.ofSeconds(10)).user()).isNull();
    }

    @FuzzTest(maxDuration = "2s")
    void anyTextIsRead(byte[] bytes) {
        tryAll(new String(bytes, StandardCharsets.UTF_8));
    }

    @Test
    void randomTextsAreRead() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        String[] words = {
            "multigraph ", "graph_title ", "x.value ", "x.label ", "U", ":", "1e9", "-", ".", "\n",
                    " ",
            "[", "]", "env.", "user ", "timeout ", "é", "\0", "x", "17e999", "[a*]\n", "."
        };
        long end = System.nanoTime() + 1_000_000_000L;
        while (System.nanoTime() < end) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(60); i > 0; i--) {
                text.append(
                        random.nextInt(9) == 0
                                ? (char) random.nextInt(65_536)
                                : words[random.nextInt(words.length)]);
            }
            tryAll(text.toString());
        }
    }

    private static void tryAll(String text) {
        Told told = PluginText.read("munin/", "p", text.lines().toList(), AT);
        assertThat(told.readings().size() + told.graphs().size()).isNotNegative();
        for (Graph graph : told.graphs()) {
            assertThat(graph.order()).isNotNull();
            graph.fields().forEach(f -> f.warning().isOpen());
        }
        PluginConf.Entry entry = PluginConf.of(text).of("a", Duration.ofSeconds(10));
        assertThat(entry.timeout()).isBetween(Duration.ofSeconds(1), Duration.ofHours(1));
    }

    private static Told read(String text) {
        return PluginText.read("munin/", "if_eth0", List.of(text.split("\n")), AT);
    }
}
