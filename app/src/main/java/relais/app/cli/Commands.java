package relais.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
            BackupCommand.Make.class,
            BackupCommand.FromBackup.class,
            MeterCommand.class,
            SettingsCommand.class,
            VaultCommand.class,
            VersionCommand.class
        })
public final class Commands implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Commands.class);

    private Commands() {}

    /** Runs one command to its end; answers the process's exit status. */
    public static int run(String[] arguments) {
        return new CommandLine(new Commands())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, _, _) -> failed(failure))
                .execute(arguments);
    }

    /**
     * The end of a command that could not do its work. What an operator can mend is said in words,
     * one reason a line; anything else is our mistake and shown whole.
     */
    private static int failed(Exception failure) {
        boolean ours =
                !(failure instanceof IllegalStateException
                        || failure instanceof IOException
                        || failure instanceof UncheckedIOException);
        if (ours) {
            LOG.error("a mistake of ours", failure);
            return 1;
        }
        System.err.println("Relais cannot go on:");
        String said = "";
        for (Throwable reason = failure; reason != null; reason = reason.getCause()) {
            String text = String.valueOf(reason.getMessage());
            if (!said.contains(text)) {
                System.err.println("  " + text);
                said += text;
            }
        }
        return 1;
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.err);
    }
}
