package relais.app.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import relais.app.Wiring;
import relais.platform.json.Json;
import relais.vault.moving.Importer;
import relais.vault.moving.Move;
import relais.vault.moving.Moving;
import relais.vault.moving.demo.LegacySystem;
import relais.vault.moving.evidence.Evidence;
import relais.vault.moving.evidence.EvidencePage;
import relais.vault.moving.load.DumpLoad;
import relais.vault.moving.share.Copying;
import relais.vault.moving.share.ShareReport;

@Command(
        name = "vault",
        mixinStandardHelpOptions = true,
        description = "Looks after dossiers and documents.",
        subcommands = {
            VaultCommand.Import.class,
            VaultCommand.DemoLegacy.class,
            RebuildCommand.class,
            RecoveredCommand.class,
            TakeoverCommand.class
        })
final class VaultCommand {
    /** Brings an old system in: its dump, what that means, its files. */
    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            description = {
                "Moves an old system in: a dump of mysqldump or mariadb-dump (plain, .gz, .zst) and"
                        + " its share.",
                "The dump's tables land in the schema legacy_NAME. Stopped at any moment and called"
                        + " again it goes on; dump and share are never changed.",
                "The password of a share (smb://user@host/share/folder) comes from"
                        + " RELAIS_SHARE_PASSWORD; it is never an argument."
            })
    static final class Import implements Callable<Integer> {
        private static final long SAY_EVERY_NANOS = 2_000_000_000L;
        private static final int NOT_EQUAL = 3;
        private static final int NOT_FROZEN = 4;

        @Mixin private GivenSettings given = new GivenSettings();

        @Option(names = "--dump", description = "The dump; once is enough")
        private @Nullable Path dump;

        @Option(names = "--share", description = "A folder, or smb://user@host/share/folder")
        private String share = "";

        @Option(names = "--name", description = "What the old system is called (default: old)")
        private String name = "old";

        @Option(
                names = "--steps",
                split = ",",
                description =
                        "load, map, look, copy, freeze, verify, switch, back, or none to only name"
                                + " them (default: load)")
        private List<String> steps = List.of("load");

        @Option(names = "--mapping", description = "Writes what the tables are to become as JSON")
        private @Nullable Path mapping;

        @Option(names = "--report", description = "Writes what is on the share and wanted as JSON")
        private @Nullable Path report;

        @Option(names = "--evidence", description = "Writes the evidence: .json or .html")
        private @Nullable Path evidence;

        private long said;
        private final long began = System.nanoTime();

        @Override
        public Integer call() throws Exception {
            String file = dump == null ? "" : dump.toAbsolutePath().toString();
            if (dump != null && !Files.isRegularFile(dump)) {
                throw new IllegalStateException("--dump wants a file that is there: " + dump);
            }
            String from = share.startsWith("smb:") || share.isEmpty() ? share : whole(share);
            return given.run(wiring -> moveIn(wiring, file, from));
        }

        private int moveIn(Wiring wiring, String file, String from) throws Exception {
            Moving moving = wiring.vault().moving();
            Move[] move = new Move[1];
            wiring.prepare(tx -> move[0] = moving.moves().begin(tx, name, file, from));
            boolean frozen = true;
            for (String step : steps) {
                frozen &= step(moving, move[0], step);
            }
            int status = close(moving, move[0]);
            return status == 0 && !frozen ? NOT_FROZEN : status;
        }

        private static String whole(String folder) {
            return Path.of(folder).toAbsolutePath().toString();
        }

        /** False where the share does not hold still. */
        private boolean step(Moving moving, Move move, String step) throws Exception {
            switch (step) {
                case "load" -> moving.load(move, this::show);
                case "map" -> System.out.println("made: " + moving.map(Importer.CALLER, move));
                case "look" -> System.out.println("files there: " + moving.look(move));
                case "copy" -> System.out.println("copied: " + moving.copy(move, this::show));
                case "verify" -> System.out.println("read once more: " + moving.verify(move, 1));
                case "switch", "back" -> moving.turn(Importer.CALLER, move, step);
                case "freeze" -> {
                    boolean frozen = moving.freeze(move, this::show);
                    System.out.println(
                            frozen
                                    ? "frozen: the last look found nothing to bring"
                                    : "NOT frozen: files change, or cannot be read; see --report");
                    return frozen;
                }
                case "none" -> {
                    // Only names what is to be moved.
                }
                default -> throw new IllegalStateException("no such step: " + step);
            }
            return true;
        }

        private int close(Moving moving, Move move) throws IOException {
            if (mapping != null) {
                Files.write(mapping, Json.bytes(moving.mappings().of(move.id(), move.name())));
            }
            if (!move.share().isEmpty()) {
                say(moving.report(move.id()));
            }
            Evidence found = moving.evidence(move.id());
            if (evidence != null) {
                String language = Locale.getDefault().getLanguage();
                Files.writeString(
                        evidence,
                        evidence.toString().endsWith(".html")
                                ? EvidencePage.html(found, language)
                                : Json.text(found),
                        StandardCharsets.UTF_8);
            }
            System.out.printf(
                    "%,d rows of %d tables; both sides %s; %d kinds of values not kept as they were%n",
                    found.rows(),
                    found.tables().size(),
                    found.same() ? "are equal" : "DIFFER",
                    found.refused().size());
            return found.same() ? 0 : NOT_EQUAL;
        }

        private void say(ShareReport files) throws IOException {
            if (report != null) {
                Files.write(report, Json.bytes(files));
            }
            System.out.printf(
                    "%,d of %,d documents are here, %,d wait on the share, %,d are missing there;"
                            + " %,d files nobody names, %,d names that collide, %,d unreadable%n",
                    files.kept(),
                    files.references(),
                    files.waiting(),
                    files.missingCount(),
                    files.orphanCount(),
                    files.collisionCount(),
                    files.unreadableCount());
        }

        private boolean sayNow() {
            long now = System.nanoTime();
            boolean due = now - said > SAY_EVERY_NANOS;
            said = due ? now : said;
            return due;
        }

        private void show(DumpLoad.Progress at) {
            if (sayNow()) {
                double seconds = Math.max(1, System.nanoTime() - began) / 1e9;
                System.err.printf(
                        "%3.0f %%, %,d rows (%,.0f a second), %s%n",
                        100 * at.share(), at.rows(), at.rows() / seconds, at.table());
            }
        }

        private void show(Copying.Progress at) {
            if (sayNow()) {
                System.err.printf(
                        "%,d copied, %,d not, of %,d files%n",
                        at.copied(), at.failed(), at.files());
            }
        }
    }

    /** Makes an old system to try a move with. */
    @Command(
            name = "demo-legacy",
            mixinStandardHelpOptions = true,
            description = "Writes a made-up old system, defects included: patronus.sql and share.")
    static final class DemoLegacy implements Callable<Integer> {
        @Option(names = "--to", required = true, description = "A folder, made where it is not")
        private @Nullable Path to;

        @Option(names = "--documents", description = "How many (default: 1000)")
        private int documents = 1_000;

        @Option(names = "--seed", description = "The same gives the same (default: 1)")
        private long seed = 1;

        @Override
        public Integer call() throws Exception {
            Path folder = to == null ? Path.of("") : to;
            Files.createDirectories(folder);
            LegacySystem.write(folder, documents, seed);
            System.out.println(
                    "written: " + folder.resolve("patronus.sql") + ", " + folder.resolve("share"));
            return 0;
        }
    }
}
