package relais.agent.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import relais.agent.reading.Names;

/** How warm it is, from /sys/class/hwmon and /sys/class/thermal; a machine without is silent. */
final class Temperature implements HostPlugin.Probe {

    private static final double MILLI = 1000;

    @Override
    public void measure(Machine machine, Sketch sketch) throws IOException {
        Sketch.OpenGraph graph =
                sketch.graph(
                        "temperature",
                        "graph_title",
                        "Temperatures",
                        "graph_args",
                        "--base 1000 -l 0",
                        "graph_vlabel",
                        "°C",
                        "graph_category",
                        "sensors",
                        "graph_scale",
                        "no");
        Path chips = machine.sys().resolve("class/hwmon");
        for (String chip : machine.names(chips)) {
            for (String file : machine.names(chips.resolve(chip))) {
                if (file.startsWith("temp") && file.endsWith("_input")) {
                    String sensor = file.substring(0, file.length() - "_input".length());
                    sensor(machine, graph, chips.resolve(chip), sensor);
                }
            }
        }
        Path zones = machine.sys().resolve("class/thermal");
        for (String zone : machine.names(zones)) {
            if (zone.startsWith("thermal_zone") && Files.exists(zones.resolve(zone + "/temp"))) {
                String type = word(machine, zones.resolve(zone + "/type"), zone);
                field(machine, graph, zones.resolve(zone + "/temp"), zone, List.of("label", type));
            }
        }
    }

    private static void sensor(Machine machine, Sketch.OpenGraph graph, Path chip, String sensor)
            throws IOException {
        String name = word(machine, chip.resolve("name"), chip.getFileName().toString());
        List<String> pairs = new ArrayList<>();
        pairs.add("label");
        pairs.add(name + " " + word(machine, chip.resolve(sensor + "_label"), sensor));
        limit(machine, chip.resolve(sensor + "_max"), "warning", pairs);
        limit(machine, chip.resolve(sensor + "_crit"), "critical", pairs);
        String field = chip.getFileName() + "_" + sensor;
        field(machine, graph, chip.resolve(sensor + "_input"), field, pairs);
    }

    private static void limit(Machine machine, Path file, String key, List<String> pairs)
            throws IOException {
        String text = word(machine, file, "");
        if (!text.isEmpty() && Long.parseLong(text) > 0) {
            pairs.add(key);
            pairs.add(Double.toString(Long.parseLong(text) / MILLI));
        }
    }

    private static void field(
            Machine machine, Sketch.OpenGraph graph, Path file, String name, List<String> pairs) {
        try {
            double warmth = Long.parseLong(machine.text(file).strip()) / MILLI;
            graph.field(Names.fieldOf(name), warmth, pairs.toArray(String[]::new));
        } catch (IOException | NumberFormatException asleep) {
            // A sensor may refuse while its chip sleeps; the others are still told.
            return;
        }
    }

    private static String word(Machine machine, Path file, String otherwise) throws IOException {
        return Files.exists(file) ? machine.text(file).strip() : otherwise;
    }
}
