package relais.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import relais.app.Role;
import relais.app.Wiring;
import relais.gateway.simulator.Handset;
import relais.vault.moving.Move;
import relais.vault.moving.Moving;
import relais.vault.moving.load.DumpLoad;

@Command(
        name = "vault",
        mixinStandardHelpOptions = true,
        description = "Looks after dossiers and documents.",
        subcommands = VaultCommand.Import.class)
final class VaultCommand {
    /** Brings an old system's dump (and later its files) in. */
    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            description = {
                "Brings a dump of mysqldump or mariadb-dump (plain, .gz, .zst) in.",
                "Its tables land in the schema legacy_NAME. Stopped at any moment and called again"
                        + " it goes on; the dump is never changed."
            })
    static final class Import implements Callable<Integer> {
        private static final long SAY_EVERY_NANOS = 2_000_000_000L;

        @Mixin private GivenSettings given = new GivenSettings();

        @Option(names = "--dump", required = true, description = "The dump")
        private @Nullable Path dump;

        @Option(names = "--name", description = "What the old system is called (default: old)")
        private String name = "old";

        private long said;
        private final long began = System.nanoTime();

        @Override
        public Integer call() throws Exception {
            Path file = dump == null ? Path.of("") : dump.toAbsolutePath();
            if (!Files.isRegularFile(file)) {
                throw new IllegalStateException("--dump wants a file that is there: " + dump);
            }
            var settings = given.load();
            if (settings.isEmpty()) {
                return Running.SETTINGS_WRONG;
            }
            Wiring.Plan plan =
                    new Wiring.Plan(
                            given.home(),
                            settings.get(),
                            EnumSet.noneOf(Role.class),
                            false,
                            Handset.SILENT);
            try (Wiring wiring = Wiring.start(plan, InstantSource.system())) {
                Moving moving = wiring.vault().moving();
                Move[] move = new Move[1];
                wiring.prepare(tx -> move[0] = moving.moves().begin(tx, name, file.toString(), ""));
                moving.load(move[0], this::show);
                System.out.println("In: " + move[0].name());
                return 0;
            }
        }

        private void show(DumpLoad.Progress at) {
            long now = System.nanoTime();
            if (now - said > SAY_EVERY_NANOS) {
                said = now;
                double seconds = Math.max(1, now - began) / 1e9;
                System.err.printf(
                        "%3.0f %%, %,d rows (%,.0f a second), %s%n",
                        100 * at.share(), at.rows(), at.rows() / seconds, at.table());
            }
        }
    }
}
