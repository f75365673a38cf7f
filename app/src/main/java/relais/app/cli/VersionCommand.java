package relais.app.cli;

import picocli.CommandLine.Command;
import relais.app.Version;

@Command(name = "version", description = "Says which Relais and which Java this is.")
final class VersionCommand implements Runnable {
    @Override
    public void run() {
        System.out.println("Relais " + Version.NUMBER + " on Java " + Runtime.version().toString());
    }
}
