package relais.app.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The project's own files, found from the folder the tests run in. */
final class Sources {
    static final List<String> MODULES =
            List.of(
                    "spool",
                    "platform",
                    "gateway",
                    "voice",
                    "agent",
                    "agent-amqp",
                    "meter",
                    "vault",
                    "app",
                    "bench");

    private Sources() {}

    static Path root() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.exists(here.resolve("relais"))) {
            here = here.getParent();
        }
        return here;
    }

    static List<Path> java(String module, String sourceSet) {
        return under(root().resolve(module).resolve("src").resolve(sourceSet), ".java");
    }

    static List<Path> under(Path folder, String suffix) {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(p -> p.toString().endsWith(suffix)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String name(Path file) {
        return root().relativize(file).toString();
    }
}
