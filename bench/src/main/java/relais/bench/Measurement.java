package relais.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;
import relais.platform.json.Json;

/** A command whose last line is one JSON object with what it measured. */
abstract class Measurement implements Callable<Integer> {
    /** Set by the launcher: where it is. */
    private static final String LAUNCHER = "relais.launcher";

    @Option(names = "--json", description = "Progress goes to standard error.")
    private boolean json;

    /** What is wrong with what is asked for. */
    abstract Optional<String> wrong();

    abstract Map<String, ? extends Number> measure(PrintStream progress) throws Exception;

    /** The product's own command. */
    static Path launcher() {
        return Path.of(System.getProperty(LAUNCHER));
    }

    @Override
    public final Integer call() throws Exception {
        PrintStream progress = json ? System.err : System.out;
        Optional<String> wrong =
                System.getProperty(LAUNCHER) == null
                        ? Optional.of("Run it as ./relais bench")
                        : wrong();
        if (wrong.isPresent()) {
            progress.println(wrong.get());
            return 2;
        }
        System.out.println(Json.text(measure(progress)));
        return 0;
    }
}
