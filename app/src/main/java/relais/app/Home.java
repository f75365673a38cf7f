package relais.app;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The data folder and what lies where in it. */
public record Home(Path folder) {
    /** {@code RELAIS_HOME}, or {@code data} in the current folder. */
    public static Home of(Map<String, String> environment) {
        String given = Optional.ofNullable(environment.get("RELAIS_HOME")).orElse("data");
        return new Home(Path.of(given).toAbsolutePath().normalize());
    }

    public Path settings() {
        return folder.resolve("relais.conf");
    }

    public Path postgres() {
        return folder.resolve("postgres");
    }

    public Path gateway() {
        return folder.resolve("gateway");
    }

    /** Measurements. */
    public Path series() {
        return folder.resolve("series");
    }

    /** What the agent of this process has measured and not yet handed over. */
    public Path agent() {
        return folder.resolve("agent");
    }

    public Path uploads() {
        return folder.resolve("uploads");
    }

    /** Contents of documents, where no other store is named. */
    public Path files() {
        return folder.resolve("files");
    }

    /** The store of objects in this home. */
    Path store() {
        return files().resolve("store");
    }

    /** There while a restore into this home is not finished. */
    Path restoring() {
        return folder.resolve("restoring");
    }

    public Path secretKey() {
        return folder.resolve("secret.key");
    }
}
