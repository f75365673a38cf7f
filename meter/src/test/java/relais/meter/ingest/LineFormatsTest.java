package relais.meter.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.meter.series.Retention;
import relais.meter.series.StoreLimits;
import relais.meter.series.labels.Matcher;

class LineFormatsTest {
    private static final long NOW = Shelf.NOW;

    @TempDir Path folder;
    private Shelf shelf;

    @BeforeEach
    void open() throws IOException {
        shelf = new Shelf(folder);
    }

    @AfterEach
    void close() throws IOException {
        shelf.close();
    }

    private Taken text(String text) throws Exception {
        return shelf.intake.text("token:1", Shelf.body(text), false);
    }

    private Taken influx(String text) throws Exception {
        return shelf.intake.influx("token:1", Shelf.body(text), Precision.NS);
    }

    private static Taken.Done kept(int samples) {
        return new Taken.Done(samples, 0, 0, 0, List.of());
    }

    @Test
    void prometheusTextIsUnderstood() throws Exception {
        String text =
                """
                # HELP up Whether it is up
                # TYPE up gauge
                up 1 %1$d
                up{job="a b",path="C:\\\\x \\"y\\"",line="one\\ntwo}"} -2.5e3 %1$d
                up { job = "spaced" , } NaN %1$d
                up{} +Inf\r

                ops:rate5m\t0.1
                """
                        .formatted(NOW - 5);
        assertThat(text(text)).isEqualTo(kept(5));
        assertThat(shelf.all())
                .containsEntry("{__name__=up}", List.of("1.0@-5", "Infinity@0"))
                .containsEntry(
                        "{__name__=up, job=a b, line=one\ntwo}, path=C:\\x \"y\"}",
                        List.of("-2500.0@-5"))
                .containsEntry("{__name__=up, job=spaced}", List.of("NaN@-5"))
                .containsEntry("{__name__=ops:rate5m}", List.of("0.1@0"));
    }

    @Test
    void openMetricsCountsSecondsAndHasExemplars() throws Exception {
        String text =
                "wait_bucket{le=\"1\"} 17 %s # {trace=\"a\"} 0.67 1.5\nup 1\n# EOF\n"
                        .formatted("1789999999.5");
        assertThat(shelf.intake.text("token:1", Shelf.body(text), true)).isEqualTo(kept(2));
        assertThat(shelf.all()).containsEntry("{__name__=wait_bucket, le=1}", List.of("17.0@-500"));
    }

    @Test
    void influxLinesAreUnderstood() throws Exception {
        String time = (NOW - 7) + "000123";
        String text =
                """
                cpu,cpu=cpu0,host=web\\ 1 usage_idle=97.5,busy=3i,on=true,note="a, b=c \\" d" %1$s
                weather,place=a\\,b\\=c value=21.5 %1$s
                disk used=1u,full=F
                """
                        .formatted(time);
        assertThat(influx(text)).isEqualTo(kept(6));
        assertThat(shelf.all())
                .containsEntry(
                        "{__name__=cpu_usage_idle, cpu=cpu0, exported_host=web 1}",
                        List.of("97.5@-7"))
                .containsEntry(
                        "{__name__=cpu_busy, cpu=cpu0, exported_host=web 1}", List.of("3.0@-7"))
                .containsEntry(
                        "{__name__=cpu_on, cpu=cpu0, exported_host=web 1}", List.of("1.0@-7"))
                .containsEntry("{__name__=weather, place=a,b=c}", List.of("21.5@-7"))
                .containsEntry("{__name__=disk_used}", List.of("1.0@0"))
                .containsEntry("{__name__=disk_full}", List.of("0.0@0"));
    }

    @Test
    void influxTimesHaveTheirPrecision() throws Exception {
        for (Precision precision : Precision.values()) {
            assertThat(shelf.intake.influx("t", Shelf.body("a value=1 0"), precision))
                    .isEqualTo(new Taken.Done(0, 1, 0, 0, List.of()));
        }
        assertThat(Precision.S.millis(3)).isEqualTo(3_000);
        assertThat(Precision.NS.millis(-1)).isEqualTo(-1);
        assertThat(Precision.of("fortnight")).isEmpty();
    }

    @Test
    void graphitePathsBecomeNames() throws Exception {
        String text =
                "web.cpu-0.idle 97.5 1789999990\nweb.load;dc=east;rack=2 0.5 -1\nplain 3 N\nlast 4";
        assertThat(shelf.intake.graphite("token:1", Shelf.body(text))).isEqualTo(kept(4));
        assertThat(shelf.all())
                .containsEntry(
                        "{__name__=web_cpu_0_idle, path=web.cpu-0.idle}", List.of("97.5@-10000"))
                .containsEntry(
                        "{__name__=web_load, dc=east, path=web.load, rack=2}", List.of("0.5@0"))
                .containsEntry("{__name__=plain, path=plain}", List.of("3.0@0"));
    }

    @Test
    void nobodyWritesAsAHost() throws Exception {
        text("host_load{host=\"alpha\",graph=\"host/load\",field=\"load\"} 99");
        assertThat(shelf.stores.select(List.of(new Matcher.Equal("host", "alpha")))).isEmpty();
        assertThat(shelf.all().keySet().iterator().next()).contains("exported_host=alpha");
    }

    @Test
    void aWrongLineIsToldAndTheOthersAreKept() throws Exception {
        for (String wrong :
                List.of(
                        "up",
                        "up x",
                        "up 1 2 3",
                        "up 1 1.5",
                        "up{job=\"a\" 1",
                        "up{job=a} 1",
                        "up{job=\"a\" other=\"b\"} 1",
                        "up{job=\"a\",job=\"b\"} 1",
                        "1up 1",
                        "{job=\"a\"} 1",
                        "up{a b=\"c\"} 1",
                        "up 0x1p3",
                        "up 1d",
                        "up} 1",
                        "=\"\"} 1")) {
            Taken taken = text("good 1\n" + wrong + "\nbetter 2\n");
            assertThat(taken).as(wrong).isInstanceOf(Taken.Done.class);
            Taken.Done done = (Taken.Done) taken;
            assertThat(done.stored()).as(wrong).isEqualTo(2);
            assertThat(done.refused()).as(wrong).isEqualTo(1);
            assertThat(done.reasons().getFirst()).startsWith("line 2: ");
        }
    }

    @Test
    void aWrongInfluxLineIsTold() throws Exception {
        for (String wrong :
                List.of(
                        "cpu",
                        "cpu,a value=1",
                        "cpu value=",
                        "cpu =1",
                        "cpu value=x",
                        "cpu value=1 x")) {
            assertThat(((Taken.Done) influx(wrong)).refused()).as(wrong).isEqualTo(1);
        }
    }

    @Test
    void nonsenseIsNotReadToItsEnd() throws Exception {
        Taken.Done done = (Taken.Done) text("nonsense\n".repeat(200_000));
        assertThat(done.refused()).isBetween(1_000L, 1_002L);
        Taken.Done endless = (Taken.Done) text("x".repeat(3_000_000));
        assertThat(endless.reasons().getFirst()).contains("longer than");
    }

    @Test
    void atTheBoundKnownSeriesGoOnAndTheRestIsToldWhy() throws Exception {
        Retention usual =
                new Retention(Duration.ofDays(400), Duration.ofDays(800), Duration.ofDays(1600));
        try (Shelf narrow =
                new Shelf(folder.resolve("n"), new StoreLimits(1_000, 100, List.of(usual)))) {
            StringBuilder mad = new StringBuilder();
            for (int i = 0; i < 5_000; i++) {
                mad.append("mad{id=\"").append(i).append("\"} 1\n");
            }
            for (int round = 0; round < 2; round++) {
                Taken.Done done =
                        (Taken.Done)
                                narrow.intake.text("token:1", Shelf.body(mad.toString()), false);
                assertThat(done.stored()).isEqualTo(100);
                assertThat(done.refused()).isEqualTo(4_900);
                assertThat(done.reasons()).hasSize(1);
                assertThat(done.reasons().getFirst()).contains("token:1", "100");
            }
            assertThat(narrow.intake.text("token:2", Shelf.body("well 1"), false))
                    .isEqualTo(kept(1));
        }
    }

    @Test
    void theSameSeriesInAnyOrderFindsItsPlace() throws Exception {
        StringBuilder text = new StringBuilder();
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 3_000; i++) {
                int series = round == 1 ? 2_999 - i : i;
                text.append("s{id=\"%d\"} %d %d%n".formatted(series, series, NOW - round));
            }
        }
        assertThat(text(text.toString())).isEqualTo(kept(9_000));
        assertThat(shelf.all())
                .hasSize(3_000)
                .containsEntry(
                        "{__name__=s, id=1234}", List.of("1234.0@-2", "1234.0@-1", "1234.0@0"));
    }

    @Test
    void onTheLongWayTheSameArrives() throws Exception {
        StringBuilder text = new StringBuilder("bad line here\n");
        for (int i = 0; i < 20_000; i++) {
            text.append("s{id=\"%d\"} %d %d%n".formatted(i % 100, i, NOW - i / 100));
        }
        LongWay way = new LongWay(shelf.stores);
        SeriesCache cache = new SeriesCache(7);
        for (int round = 0; round < 2; round++) {
            Delivery delivery = new Delivery(way, cache, "token:1");
            new Lines(new PrometheusText(false), delivery, NOW).read(Shelf.body(text.toString()));
            Taken.Done done = (Taken.Done) delivery.finish();
            assertThat(done.stored()).isEqualTo(20_000);
            assertThat(done.refused()).isEqualTo(1);
        }
        assertThat(shelf.all()).hasSize(100);
        assertThat(shelf.all().get("{__name__=s, id=7}"))
                .hasSize(200)
                .startsWith("19907.0@-199")
                .endsWith("7.0@0");
    }
}
