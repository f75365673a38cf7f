package relais.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The whole command line. */
@Command(
        name = "relais",
        description = "Listens to people, keeps their records and watches its machines.",
        mixinStandardHelpOptions = true,
        subcommands = {
            UpCommand.class,
            ServeCommand.class,
            TrainCommand.class,
            AuditCommand.class,
            SettingsCommand.class,
            VersionCommand.class
        })
public final class Commands implements Runnable {
    private Commands() {}

    /** Runs one command to its end; answers the process's exit status. */
    public static int run(String[] arguments) {
        return new CommandLine(new Commands())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments);
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.err);
    }
}
