package relais.app.cli;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import relais.app.Role;
import relais.app.Wiring;
import relais.app.demo.Demo;
import relais.app.demo.DemoAccount;
import relais.app.demo.Filling;
import relais.gateway.simulator.Handset;

@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Runs everything in one process.")
final class UpCommand implements Callable<Integer> {
    @Mixin private GivenSettings given = new GivenSettings();

    @Option(
            names = "--demo",
            description =
                    "With an invented country, a simulated provider, a running poll and an office's"
                            + " dossiers.")
    private boolean demo;

    @Override
    public Integer call() throws Exception {
        Demo invented = new Demo(Demo.Scale.SHOWN);
        if (demo) {
            given.forDemonstration();
        }
        return Running.untilStopped(
                given,
                EnumSet.allOf(Role.class),
                demo,
                demo ? invented.handset() : Handset.SILENT,
                wiring -> {
                    announce(wiring, demo ? account(wiring) : Optional.empty());
                    return demo ? filling(invented, wiring) : () -> {};
                });
    }

    private Optional<String> account(Wiring wiring) {
        try {
            return DemoAccount.ready(wiring.accounts().orElseThrow(), given.home().folder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The country is there at once, its office's shelves fill while one looks around. */
    private Closeable filling(Demo invented, Wiring wiring) {
        try {
            invented.prepare(wiring);
            return Filling.start(invented, wiring, given.home().folder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void announce(Wiring wiring, Optional<String> account) {
        wiring.console().ifPresent(address -> System.out.println("Relais is up: " + address));
        wiring.outside().ifPresent(address -> System.out.println("  for others: " + address));
        account.ifPresent(System.out::println);
        wiring.setupLink()
                .ifPresent(
                        link -> {
                            System.out.println("Set up the first account here (works once):");
                            System.out.println("  " + link);
                        });
        System.out.println("Stop it with Ctrl-C.");
    }
}
