package relais.meter.history.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import relais.platform.testing.Peers;

/** The real rrdtool. */
public final class RrdTool {
    private final String program = Peers.require("rrdtool").toString();

    /** What munin 2.0 makes of graph_data_size normal. */
    public static final String[] MUNIN = {
        "RRA:AVERAGE:0.5:1:576", "RRA:MIN:0.5:1:576", "RRA:MAX:0.5:1:576",
        "RRA:AVERAGE:0.5:6:432", "RRA:MIN:0.5:6:432", "RRA:MAX:0.5:6:432",
        "RRA:AVERAGE:0.5:24:540", "RRA:MIN:0.5:24:540", "RRA:MAX:0.5:24:540",
        "RRA:AVERAGE:0.5:288:450", "RRA:MIN:0.5:288:450", "RRA:MAX:0.5:288:450",
    };

    /** A reading at seconds since 1970. */
    public record Update(long at, String values) {}

    /** Makes a file and feeds it. */
    public void make(Path file, long start, List<String> parts, List<Update> updates)
            throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        lines.add("create " + file + " --start " + start + " " + String.join(" ", parts));
        for (int i = 0; i < updates.size(); i += 500) {
            StringBuilder line = new StringBuilder("update ").append(file);
            for (Update update : updates.subList(i, Math.min(i + 500, updates.size()))) {
                line.append(' ').append(update.at()).append(':').append(update.values());
            }
            lines.add(line.toString());
        }
        Path script = Files.createTempFile("rrdtool", ".in");
        Files.write(script, lines);
        Process process =
                new ProcessBuilder(program, "-")
                        .redirectInput(script.toFile())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).doesNotContain("ERROR");
        Files.delete(script);
    }

    /** What it answers of the first source, seconds to value; unknown ones are NaN. */
    public Map<Long, double[]> fetch(Path file, String function, long step, long from, long to)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                program,
                                "fetch",
                                file.toString(),
                                function,
                                "-r",
                                "" + step,
                                "-s",
                                "" + from,
                                "-e",
                                "" + to)
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        Map<Long, double[]> rows = new TreeMap<>();
        for (String line : said.split("\n")) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                String[] words = line.substring(colon + 1).strip().split(" +");
                double[] values = new double[words.length];
                for (int i = 0; i < words.length; i++) {
                    values[i] =
                            words[i].endsWith("nan") ? Double.NaN : Double.parseDouble(words[i]);
                }
                rows.put(Long.parseLong(line.substring(0, colon)), values);
            }
        }
        return rows;
    }
}
