package relais.app.cli;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import relais.app.Role;
import relais.gateway.simulator.Handset;

@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Runs some roles, against an outside PostgreSQL (settings database.*).")
final class ServeCommand implements Callable<Integer> {
    @Mixin private GivenSettings given = new GivenSettings();

    @Option(
            names = "--roles",
            split = ",",
            required = true,
            description = "Of: ${COMPLETION-CANDIDATES}")
    private List<Role> roles = List.of();

    @Override
    public Integer call() throws Exception {
        Set<Role> wanted = EnumSet.copyOf(roles);
        String names = wanted.stream().map(Role::name).collect(Collectors.joining(", "));
        return Running.untilStopped(
                given,
                wanted,
                false,
                Handset.SILENT,
                wiring -> {
                    System.out.println("Relais runs here: " + names.toLowerCase());
                    wiring.console().ifPresent(a -> System.out.println("Console: " + a));
                    wiring.outside().ifPresent(a -> System.out.println("For others: " + a));
                    wiring.setupLink().ifPresent(l -> System.out.println("Set up: " + l));
                    return () -> {};
                });
    }
}
