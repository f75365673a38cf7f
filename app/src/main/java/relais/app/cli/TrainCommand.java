package relais.app.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import relais.app.AppSettings;
import relais.app.Home;
import relais.app.Role;
import relais.app.Wiring;
import relais.app.demo.Demo;
import relais.platform.settings.Settings;

/**
 * Starts everything once on a throw-away folder, asks for the first pages, lets a small country
 * answer a poll and machines be measured and asked for, so that the JVM's ahead-of-time cache knows
 * what a start and the way of a message need (JEP 483, 514) and which methods are called most (JEP
 * 515). The launcher runs it.
 */
@Command(name = "train", hidden = true, description = "Used once a build to make starts short.")
final class TrainCommand implements Callable<Integer> {
    private static final List<String> FIRST_PAGES =
            List.of("/", "/api/session", "/ready", "/openapi.json", "/api/polls");

    /**
     * The country needs five seconds for its answers, this machine's own agent and the alerts ten
     * for each of their rounds: what is seen twice here costs an idle server nothing later.
     */
    private static final Duration LIVING = Duration.ofSeconds(25);

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory("relais-train");
        Settings.Loading loading =
                Settings.load(
                        AppSettings.declared(),
                        Optional.empty(),
                        Map.of(),
                        Map.of("http.port", "0"));
        if (!(loading instanceof Settings.Loaded loaded)) {
            return Running.SETTINGS_WRONG;
        }
        InstantSource clock = InstantSource.system();
        Demo country = new Demo(Demo.Scale.HURRIED);
        Wiring.Plan plan =
                new Wiring.Plan(
                        new Home(folder),
                        loaded.settings(),
                        EnumSet.allOf(Role.class),
                        false,
                        country.handset());
        try (Wiring wiring = Wiring.start(plan, clock);
                HttpClient browser = HttpClient.newHttpClient()) {
            URI console = wiring.console().orElseThrow();
            for (String page : FIRST_PAGES) {
                browser.send(
                        HttpRequest.newBuilder(console.resolve(page)).build(),
                        HttpResponse.BodyHandlers.discarding());
            }
            country.prepare(wiring);
            String link = String.valueOf(wiring.setupLink().orElseThrow().getFragment());
            new Rehearsal(browser, console, clock.instant()).play(link);
            new CountDownLatch(1).await(LIVING.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            delete(folder);
        }
        return 0;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
