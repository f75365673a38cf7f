package relais.app.cli;

import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import relais.app.Takeover;

/** {@code vault takeover}. */
@Command(
        name = "takeover",
        mixinStandardHelpOptions = true,
        description = {
            "After a restore: says that this is the installation that counts. From then on it deletes"
                    + " what nobody needs also in shares and buckets.",
            "Never in a trial beside the installation that people work with: both use the same stores."
        })
final class TakeoverCommand implements Callable<Integer> {
    @Mixin private GivenSettings given = new GivenSettings();

    @Override
    public Integer call() throws IOException {
        var settings = given.load();
        if (settings.isEmpty()) {
            return Running.SETTINGS_WRONG;
        }
        boolean said = new Takeover(given.home(), settings.get(), InstantSource.system()).run();
        System.out.println(
                said
                        ? "This is the installation that counts from now on."
                        : "It was already the one that counts.");
        return 0;
    }
}
