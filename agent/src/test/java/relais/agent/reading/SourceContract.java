package relais.agent.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every source and its plugins keep to. */
abstract class SourceContract {
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

    /** One whose plugins are well. */
    abstract Source source() throws Exception;

    /** One that cannot be asked or whose plugins fail. */
    abstract Source broken() throws Exception;

    @Test
    void pluginsAreNamedOnceAndTheSameEachTime() throws Exception {
        Source source = source();
        List<String> names = source.plugins().stream().map(Plugin::name).toList();
        assertThat(names).isNotEmpty().doesNotHaveDuplicates().allMatch(Names::isGraph);
        assertThat(source.plugins()).extracting(Plugin::name).isEqualTo(names);
        assertThat(source.name()).isNotBlank();
        for (Plugin plugin : source.plugins()) {
            assertThat(plugin.interval()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
            assertThat(plugin.timeout()).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(2));
        }
    }

    @Test
    void whatIsReadWasDescribed() throws Exception {
        Set<SeriesName> described = new HashSet<>();
        int readings = 0;
        for (Plugin plugin : source().plugins()) {
            Answer.Told told = (Answer.Told) plugin.describe(AT);
            for (Graph graph : told.graphs()) {
                assertThat(graph.title()).isNotBlank();
                graph.fields().forEach(f -> described.add(new SeriesName(graph.name(), f.name())));
            }
            Answer.Told read = (Answer.Told) plugin.read(AT);
            assertThat(described)
                    .containsAll(read.readings().stream().map(Reading::series).toList());
            readings += read.readings().size();
        }
        assertThat(readings).isPositive();
    }

    @Test
    void failureIsAnAnswerWithAReason() throws Exception {
        try {
            for (Plugin plugin : broken().plugins()) {
                assertThat(plugin.read(AT))
                        .isInstanceOfSatisfying(
                                Answer.Failed.class,
                                failed -> {
                                    assertThat(failed.why()).isNotBlank();
                                    assertThat(failed.state()).isNotEqualTo(Answer.State.WELL);
                                });
            }
        } catch (java.io.IOException away) {
            assertThat(away.getMessage()).isNotBlank();
        }
    }
}
