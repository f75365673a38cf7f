package relais.meter.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import relais.meter.dashboard.Panel.Kind;
import relais.meter.host.HostGraph;

class DashboardFileTest {
    private static final HostGraph CPU =
            new HostGraph(7, 1, "srv1", "host/cpu", Map.of("graph_title", "CPU"), List.of());

    private static Dashboard.Form gateways() {
        return new Dashboard.Form(
                "Passerelles",
                "",
                List.of(
                        Panel.ofGraph(1, "", 7),
                        new Panel(
                                2,
                                "Load",
                                Kind.GRAPH,
                                null,
                                "gw*",
                                "host/load",
                                null,
                                null,
                                12,
                                200),
                        new Panel(
                                3,
                                "Help",
                                Kind.TEXT,
                                null,
                                null,
                                null,
                                null,
                                "Call 17.\nThen wait.",
                                12,
                                100)),
                List.of(3L),
                List.of(2L));
    }

    @Test
    void aDashboardIsAFileThatAPersonCanRead() {
        assertThat(written(gateways()))
                .isEqualTo(
                        """
                        relais: dashboard/1
                        name: Passerelles
                        groups:
                        - 3
                        userGroups:
                        - 2
                        panels:
                        - kind: graph
                          hosts: srv1
                          graphName: host/cpu
                          width: 6
                          height: 300
                        - title: Load
                          kind: graph
                          hosts: gw*
                          graphName: host/load
                          width: 12
                          height: 200
                        - title: Help
                          kind: text
                          text: |-
                            Call 17.
                            Then wait.
                          width: 12
                          height: 100
                        """);
    }

    @Test
    void whatWasWrittenIsReadAndWrittenTheSame() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 500; i++) {
            Dashboard.Form form = any(random);
            String file = written(form);
            assertThat(DashboardFile.read(file))
                    .isInstanceOfSatisfying(
                            DashboardFile.Read.Good.class,
                            good -> {
                                assertThat(good.form().name()).isEqualTo(form.name());
                                assertThat(written(good.form())).isEqualTo(file);
                            });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a: [",
                "relais: dashboard/2\nname: x",
                "relais: dashboard/1",
                "relais: dashboard/1\nname: x\nfoo: 1",
                "relais: dashboard/1\nname: x\npanels:\n- kind: pie",
                "relais: dashboard/1\nname: x\npanels:\n- ",
                "relais: dashboard/1\nname: x\nname: y",
                "a: &a [1]\nb: *a",
                "!!javax.script.ScriptEngineManager [!!java.net.URL ['http://localhost/']]",
                "- 1\n- 2"
            })
    void whatIsNoDashboardIsRefusedWithAReason(String text) {
        assertThat(DashboardFile.read(text))
                .isInstanceOfSatisfying(
                        DashboardFile.Read.Wrong.class,
                        wrong -> assertThat(wrong.why()).isNotBlank());
    }

    @Test
    void deepAndLongFilesAreRefused() {
        assertThat(DashboardFile.read("[".repeat(10_000)))
                .isInstanceOf(DashboardFile.Read.Wrong.class);
        assertThat(DashboardFile.read("x".repeat(DashboardFile.MOST_BYTES + 1)))
                .isInstanceOf(DashboardFile.Read.Wrong.class);
    }

    @FuzzTest
    void anyFileIsADashboardOrNone(byte[] bytes) {
        DashboardFile.read(new String(bytes, java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    void damagedFilesAreReadOrRefused() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder file = new StringBuilder(written(any(random)));
            for (int n = random.nextInt(1, 6); n > 0; n--) {
                int at = random.nextInt(file.length());
                file.setCharAt(at, ":-{}[]&*!|>'\"#%@\n\t \u0000é".charAt(random.nextInt(21)));
            }
            assertThat(DashboardFile.read(file.toString())).isNotNull();
        }
    }

    private static String written(Dashboard.Form form) {
        return DashboardFile.write(
                form, id -> id == 7 ? Optional.of(CPU) : Optional.<HostGraph>empty());
    }

    private static Dashboard.Form any(SplittableRandom random) {
        List<Panel> panels = new ArrayList<>();
        for (int n = random.nextInt(6); n > 0; n--) {
            Kind kind = Kind.values()[random.nextInt(4)];
            panels.add(
                    new Panel(
                            panels.size() + 1,
                            text(random),
                            kind,
                            random.nextBoolean() ? 7L : null,
                            text(random),
                            text(random),
                            text(random),
                            text(random),
                            random.nextInt(1, 13),
                            random.nextInt(40, 500)));
        }
        return new Dashboard.Form("n" + text(random), text(random), panels, List.of(), List.of());
    }

    private static String text(SplittableRandom random) {
        String[] parts = {
            "yes",
            "no",
            "null",
            "~",
            "1",
            "1e5",
            "a: b",
            "- x",
            "#",
            "é",
            "\n",
            "\"",
            "'",
            "*",
            "&a",
            "{",
            "}",
            "[",
            "]",
            "sum(rate(x[5m]))",
            "%",
            " ",
            "\t",
            "|",
            ">",
            "0x1f",
            "2026-01-01"
        };
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(5); n > 0; n--) {
            text.append(parts[random.nextInt(parts.length)]);
        }
        return text.toString();
    }
}
