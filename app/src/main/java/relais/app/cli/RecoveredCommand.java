package relais.app.cli;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import relais.app.Recovered;
import relais.vault.policy.AfterRestore;

/** {@code vault recovered}. */
@Command(
        name = "recovered",
        mixinStandardHelpOptions = true,
        description = {
            "After PostgreSQL's own recovery to an earlier moment, before Relais is started: compares"
                    + " the stores with the records of that moment. Files that are newer stay and are"
                    + " named; those that the moment needs and no store has are counted (exit status"
                    + " 3).",
            "As after a restore, nothing is deleted in shares and buckets until 'vault takeover'."
        })
final class RecoveredCommand implements Callable<Integer> {
    private static final int NOT_ALL = 3;

    @Mixin private GivenSettings given = new GivenSettings();

    @Override
    public Integer call() throws IOException {
        var settings = given.load();
        if (settings.isEmpty()) {
            return Running.SETTINGS_WRONG;
        }
        List<AfterRestore.Seen> seen =
                new Recovered(given.home(), settings.get(), InstantSource.system()).run();
        seen.forEach(RecoveredCommand::tell);
        System.out.println(
                "Until './relais vault takeover' says that this is the installation that counts,"
                        + " nothing is deleted in stores outside its folder.");
        return seen.stream().allMatch(one -> one.answers() && one.lacking() == 0) ? 0 : NOT_ALL;
    }

    static void tell(AfterRestore.Seen seen) {
        if (!seen.answers()) {
            System.out.printf("Store %s: not compared, %s%n", seen.store(), seen.why());
            return;
        }
        System.out.printf(
                "Store %s: %,d files newer than the records, kept as they are; %,d lacking.%n",
                seen.store(), seen.unknown(), seen.lacking());
        seen.some().forEach(key -> System.out.println("  " + key));
        if (seen.unknown() > 0) {
            System.out.println("  './relais vault rebuild' brings back the dossiers they tell of.");
        }
    }
}
