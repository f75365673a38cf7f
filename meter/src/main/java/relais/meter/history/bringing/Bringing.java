package relais.meter.history.bringing;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import relais.meter.history.archive.Contents;

/**
 * Brings a folder's history, one file after the other. Bringing it again changes nothing; with a
 * journal what was brought before is passed over.
 */
public final class Bringing {
    private final Wanted wanted;
    private final Door door;
    private final Consumer<Progress> screen;
    private final Report report = new Report();
    private final Set<String> hosts = new HashSet<>();
    private final Set<String> before = new HashSet<>();

    /** What a folder is. */
    public enum Kind {
        MUNIN,
        TREE
    }

    /**
     * What to bring.
     *
     * @param prefix of munin's graphs
     * @param level of the folder that names a host in a tree
     * @param onlyHost of all files of a tree; empty where folders name it
     * @param names hosts that are called otherwise here
     * @param journal lists what was brought; null for none
     */
    public record Wanted(
            Path folder,
            Kind kind,
            String prefix,
            int level,
            String onlyHost,
            Map<String, String> names,
            @Nullable Path journal) {
        public Wanted {
            names = Map.copyOf(names);
        }
    }

    /** How far it is. */
    public record Progress(long done, long files, long samples, String host) {}

    /**
     * @param screen is told after each file
     */
    public Bringing(Wanted wanted, Door door, Consumer<Progress> screen) {
        this.wanted = wanted;
        this.door = door;
        this.screen = screen;
    }

    /**
     * @throws IOException when the folder cannot be read, or the centre refuses or stays away
     */
    public Report run() throws IOException, InterruptedException {
        Folder folder =
                switch (wanted.kind()) {
                    case MUNIN -> new MuninFolder(wanted.folder(), wanted.prefix());
                    case TREE -> new FileTree(wanted.folder(), wanted.level(), wanted.onlyHost());
                };
        folder.leftOut().forEach(report::note);
        Path journal = wanted.journal();
        if (journal == null) {
            folder.each(part -> bring(part, folder.files(), Writer.nullWriter()));
            return report;
        }
        if (Files.exists(journal)) {
            before.addAll(Files.readAllLines(journal));
        }
        try (Writer into =
                Files.newBufferedWriter(
                        journal,
                        StandardCharsets.UTF_8,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND)) {
            folder.each(part -> bring(part, folder.files(), into));
        }
        return report;
    }

    private void bring(Part part, long files, Writer journal)
            throws IOException, InterruptedException {
        String called = wanted.names().getOrDefault(part.host(), part.host());
        Optional<String> refusal = door.describe(called, part.graph(), writtenAt());
        if (refusal.isPresent()) {
            report.note(called + ", " + part.graph().name() + ": " + refusal.get());
        } else {
            report.graph();
        }
        if (hosts.add(called)) {
            report.host();
        }
        for (Part.Leaf leaf : part.files()) {
            bring(called, part.graph().name(), leaf, journal);
            screen.accept(new Progress(report.done(), files, report.samples(), called));
        }
    }

    private Instant writtenAt() throws IOException {
        Path datafile = wanted.folder().resolve("datafile");
        Path told = Files.exists(datafile) ? datafile : wanted.folder();
        return Files.getLastModifiedTime(told).toInstant();
    }

    private void bring(String host, String graph, Part.Leaf leaf, Writer journal)
            throws IOException, InterruptedException {
        String name = wanted.folder().relativize(leaf.file()).toString();
        FileTime changed = Files.getLastModifiedTime(leaf.file());
        String line = host + "\t" + name + "\t" + changed.toMillis();
        if (before.contains(line)) {
            report.skipped();
            return;
        }
        if (Files.size(leaf.file()) > Contents.MOST_BYTES) {
            report.refused(name + ": more than " + (Contents.MOST_BYTES >> 20) + " MB");
            return;
        }
        byte[] bytes = Files.readAllBytes(leaf.file());
        switch (door.bring(host, graph, leaf.field(), bytes)) {
            case Door.Said.Kept(int sources, long samples, long rolled, long tooOld) -> {
                report.file(sources, samples, rolled, tooOld);
                journal.write(line + "\n");
                journal.flush();
            }
            case Door.Said.Refused(String why) -> report.refused(name + ": " + why);
        }
    }
}
