package relais.meter.series.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import relais.meter.series.labels.Matcher.Equal;
import relais.meter.series.labels.Matcher.Like;
import relais.meter.series.labels.Matcher.NotEqual;
import relais.meter.series.labels.Matcher.NotLike;

class LabelIndexTest {

    private final LabelIndex index = new LabelIndex();

    LabelIndexTest() {
        index.add(Labels.of("host", "web1", "metric", "load"));
        index.add(Labels.of("host", "web2", "metric", "load"));
        index.add(Labels.of("host", "db1", "metric", "load", "cpu", "0"));
        index.add(Labels.of("host", "db1", "metric", "df"));
    }

    private int[] select(Matcher... matchers) {
        return index.select(List.of(matchers));
    }

    @Test
    void matchersChooseLikePrometheus() {
        assertThat(select()).containsExactly(0, 1, 2, 3);
        assertThat(select(new Equal("host", "db1"))).containsExactly(2, 3);
        assertThat(select(new Equal("host", "db1"), new Equal("metric", "load")))
                .containsExactly(2);
        assertThat(select(new Equal("cpu", ""))).containsExactly(0, 1, 3);
        assertThat(select(new NotEqual("cpu", ""))).containsExactly(2);
        assertThat(select(new NotEqual("host", "db1"))).containsExactly(0, 1);
        assertThat(select(new Like("host", "web.*"))).containsExactly(0, 1);
        assertThat(select(new Like("host", "web"))).isEmpty();
        assertThat(select(new Like("cpu", "|0"))).containsExactly(0, 1, 2, 3);
        assertThat(select(new NotLike("host", "web.*"), new Like("metric", "l.+")))
                .containsExactly(2);
        assertThat(select(new Equal("nothing", "x"))).isEmpty();
        assertThat(select(new NotLike("nothing", "x"))).containsExactly(0, 1, 2, 3);
    }

    @Test
    void namesAndValuesAreListed() {
        assertThat(index.names()).containsExactly("cpu", "host", "metric");
        assertThat(index.values("host", List.of())).containsExactly("db1", "web1", "web2");
        assertThat(index.values("host", List.of(new Equal("cpu", "0")))).containsExactly("db1");
        assertThat(index.find(Labels.of("metric", "df", "host", "db1"))).isEqualTo(3);
        assertThat(index.find(Labels.of("metric", "df"))).isEqualTo(-1);
        assertThat(index.labels(2).byName())
                .containsExactly(
                        Map.entry("cpu", "0"),
                        Map.entry("host", "db1"),
                        Map.entry("metric", "load"));
    }

    @Test
    void whatIsTakenOutIsNotFoundAndItsNumberStaysFree() {
        index.remove(new int[] {1, 2});
        assertThat(select()).containsExactly(0, 3);
        assertThat(select(new Equal("metric", "load"))).containsExactly(0);
        assertThat(select(new NotEqual("host", "web1"))).containsExactly(3);
        assertThat(index.names()).containsExactly("host", "metric");
        assertThat(index.values("host", List.of())).containsExactly("db1", "web1");
        assertThat(index.find(Labels.of("host", "web2", "metric", "load"))).isEqualTo(-1);
        assertThat(index.add(Labels.of("host", "web2", "metric", "load"))).isEqualTo(4);
        assertThat(select(new Equal("host", "web2"))).containsExactly(4);
    }

    @Test
    void aPatternThatWouldRunForHoursGivesUp() {
        index.add(Labels.of("host", "a".repeat(60) + "!"));
        assertThatThrownBy(() -> select(new Like("host", "(.*)(.*)(.*)(.*)(.*)(.*)\\1x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("too long");
        assertThatThrownBy(() -> select(new Like("host", "(")))
                .hasMessageContaining("not a regular expression");
    }

    @Test
    void labelsAreBounded() {
        assertThatThrownBy(() -> Labels.of("a", "x".repeat(Labels.LONGEST_VALUE + 1)))
                .hasMessageContaining("1024");
        assertThatThrownBy(() -> Labels.of("a", "")).hasMessageContaining("labels");
        assertThat(Labels.of("a", "1", "b", "")).isEqualTo(Labels.of("a", "1"));
    }
}
