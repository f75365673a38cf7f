package relais.meter.series.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which files count. Replaced as a whole, so that a seal, a merge or a deletion happens at once or
 * not at all.
 *
 * @param next the next number for a file of any kind
 * @param log the first log file that is needed; older ones are sealed
 * @param files of samples of one time that in the last of them counts
 * @param rolled by retention class, the time up to which raw samples have given way to roll-ups
 */
public record Manifest(
        long next, long log, List<FileName> files, List<Erasure> erasures, List<Long> rolled) {

    public static final String NAME = "manifest";
    private static final String TITLE = "relais series 1";

    /**
     * Samples of the series from one time to before another are gone, as far as they lie in files
     * with a lower number.
     */
    public record Erasure(long before, long from, long to, List<Integer> series) {
        public Erasure {
            series = List.copyOf(series);
        }
    }

    public Manifest {
        files = List.copyOf(files);
        erasures = List.copyOf(erasures);
        rolled = List.copyOf(rolled);
    }

    /** An empty one when the folder has none yet. */
    public static Manifest read(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        if (!Files.exists(file)) {
            return new Manifest(1, 0, List.of(), List.of(), List.of());
        }
        String text = Files.readString(file);
        int cut = text.lastIndexOf("check ");
        if (cut < 0 || !text.startsWith(TITLE) || !text.substring(cut).equals(check(cut, text))) {
            throw new IOException(file + " is damaged: restore it from a backup");
        }
        return parse(text.substring(0, cut));
    }

    private static Manifest parse(String text) throws IOException {
        long next = 1;
        long log = 0;
        List<FileName> files = new ArrayList<>();
        List<Erasure> erasures = new ArrayList<>();
        List<Long> rolled = new ArrayList<>();
        for (String line : text.lines().skip(1).toList()) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "next" -> next = Long.parseLong(words[1]);
                case "log" -> log = Long.parseLong(words[1]);
                case "rolled" -> rolled.add(Long.parseLong(words[1]));
                case "file" -> {
                    FileName name = FileName.of(words[1]);
                    if (name == null) {
                        throw new IOException("the manifest names an unknown file: " + words[1]);
                    }
                    files.add(name);
                }
                case "erased" ->
                        erasures.add(
                                new Erasure(
                                        Long.parseLong(words[1]),
                                        Long.parseLong(words[2]),
                                        Long.parseLong(words[3]),
                                        Stream.of(words).skip(4).map(Integer::valueOf).toList()));
                default -> throw new IOException("the manifest has an unknown line: " + line);
            }
        }
        return new Manifest(next, log, files, erasures, rolled);
    }

    public void write(Path folder) throws IOException {
        StringBuilder text = new StringBuilder(TITLE).append('\n');
        text.append("next ").append(next).append('\n');
        text.append("log ").append(log).append('\n');
        rolled.forEach(until -> text.append("rolled ").append(until).append('\n'));
        files.forEach(file -> text.append("file ").append(file).append('\n'));
        for (Erasure erasure : erasures) {
            text.append("erased %d %d %d ".formatted(erasure.before, erasure.from, erasure.to))
                    .append(
                            erasure.series.stream()
                                    .map(String::valueOf)
                                    .collect(Collectors.joining(" ")))
                    .append('\n');
        }
        String body = text.toString();
        Durable.replace(
                folder.resolve(NAME),
                (body + check(body.length(), body)).getBytes(StandardCharsets.UTF_8));
    }

    private static String check(int length, String text) {
        byte[] bytes = text.substring(0, length).getBytes(StandardCharsets.UTF_8);
        return "check %08x\n".formatted(Durable.check(bytes, 0, bytes.length));
    }
}
