package relais.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Where the launcher comes in. */
@Command(
        name = "bench",
        description = "Measures this machine with the whole product.",
        mixinStandardHelpOptions = true,
        subcommands = {
            HearCommand.class,
            SeriesCommand.class,
            MeterCommand.class,
            VaultCommand.class
        })
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }
}
