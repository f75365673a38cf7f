package relais.meter.wording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import relais.agent.host.HostSource;
import relais.agent.reading.Answer;
import relais.agent.reading.Field;
import relais.agent.reading.Graph;
import relais.agent.reading.Plugin;
import relais.meter.host.HostGraph;

/** French people read this machine's graphs in French, and munin's plugins as they are. */
class OwnWordsTest {
    /** Whose fields are hardware and mount points: names, not words. */
    private static final Pattern NAMES =
            Pattern.compile("host/(disk|filesystem|network|temperature).*");

    /** Words that are the same in both languages. */
    private static final List<String> SAME =
            List.of("°C", "%", "1 minute", "5 minutes", "15 minutes", "cache", "messages");

    private static HostGraph graph(String name, String title, String label) {
        return new HostGraph(
                1,
                1,
                "gw1",
                name,
                Map.of("graph_title", title, "graph_category", "network"),
                List.of(new HostGraph.GraphField("up", Map.of("label", label, "type", "DERIVE"))));
    }

    @Test
    void ourOwnGraphsSpeakFrench() {
        HostGraph said =
                OwnWords.of(
                        Locale.CANADA_FRENCH, graph("host/network.eth0", "eth0 traffic", "bps"));
        assertThat(said.attributes())
                .containsEntry("graph_title", "Trafic de eth0")
                .containsEntry("graph_category", "network");
        assertThat(said.fields().getFirst().attributes())
                .containsEntry("label", "bit/s")
                .containsEntry("type", "DERIVE");
        assertThat(OwnWords.of(Locale.FRENCH, "relais/dead", "Dead letters · dead letters"))
                .isEqualTo("Messages en échec · messages en échec");
        assertThat(OwnWords.category(Locale.FRENCH, "network")).isEqualTo("réseau");
        assertThat(OwnWords.category(Locale.FRENCH, "stations")).isEqualTo("stations");
    }

    @Test
    void othersKeepTheirWordsAndOtherReadersReadEnglish() {
        HostGraph munin = graph("plugin/cpu", "CPU usage", "system");
        assertThat(OwnWords.of(Locale.FRENCH, munin)).isSameAs(munin);
        HostGraph ours = graph("host/cpu", "CPU usage", "system");
        assertThat(OwnWords.of(Locale.ENGLISH, ours)).isSameAs(ours);
    }

    @Test
    void aFrenchSearchFindsWhatIsKeptInEnglish() {
        assertThat(OwnWords.titlesLike(Locale.FRENCH, "processeur")).contains("CPU usage");
        assertThat(OwnWords.titlesLike(Locale.FRENCH, "trafic")).containsExactly("% traffic");
        assertThat(OwnWords.titlesLike(Locale.ENGLISH, "processeur")).isEmpty();
    }

    /** Whoever adds a graph to the host's own is told here what is not yet said in French. */
    @Test
    void everythingThatThisMachinesGraphsSayIsSaidInFrench() throws InterruptedException {
        List<String> missing = new ArrayList<>();
        for (Plugin plugin : new HostSource(Duration.ofSeconds(10)).plugins()) {
            if (plugin.describe(Instant.now()) instanceof Answer.Told told) {
                told.graphs().forEach(graph -> unsaid(graph, missing));
            }
        }
        assertThat(missing).isEmpty();
    }

    private static void unsaid(Graph graph, List<String> missing) {
        for (String key : List.of("graph_title", "graph_vlabel", "graph_info")) {
            unsaid(graph.attributes().get(key), missing);
        }
        if (!NAMES.matcher(graph.name()).matches()) {
            for (Field field : graph.fields()) {
                unsaid(field.attributes().get("label"), missing);
                unsaid(field.attributes().get("info"), missing);
            }
        }
    }

    private static void unsaid(String text, List<String> missing) {
        boolean same = text == null || SAME.contains(text);
        if (!same && OwnWords.of(Locale.FRENCH, "host/x", text).equals(text)) {
            missing.add(text);
        }
    }

    @Test
    void everyPhraseHasTheSameNamesOnBothSides() {
        for (String file : List.of("fr.txt", "fr-categories.txt")) {
            for (String line : lines(file)) {
                if (!line.startsWith("#")) {
                    String[] sides = line.split(" = ", -1);
                    assertThat(sides).as(line).hasSize(2);
                    assertThat(sides[1].contains("{}")).as(line).isEqualTo(sides[0].contains("{}"));
                    assertThat(sides[1]).as(line).doesNotContain("'", "graph_period");
                }
            }
        }
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of("src/main/resources/relais/meter/wording", file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
