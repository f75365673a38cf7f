package relais.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import relais.platform.audit.Verdict;

@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = "Looks after the log of changes.",
        subcommands = AuditCommand.Verify.class)
final class AuditCommand {
    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = "Proves that no entry was changed, removed or added.")
    static final class Verify implements Callable<Integer> {
        private static final int BROKEN = 3;

        @Mixin private GivenSettings given = new GivenSettings();

        @Override
        public Integer call() throws Exception {
            return given.run(
                    wiring ->
                            switch (wiring.verifyAudit()) {
                                case Verdict.Intact intact -> {
                                    System.out.println("Intact: " + intact.count() + " entries.");
                                    yield 0;
                                }
                                case Verdict.Broken broken -> {
                                    System.out.println(
                                            "BROKEN at entry " + broken.id() + ": " + broken.why());
                                    yield BROKEN;
                                }
                            });
        }
    }
}
