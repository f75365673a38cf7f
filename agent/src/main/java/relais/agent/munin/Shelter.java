package relais.agent.munin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The folder in which plugins keep what they need between runs. They run as somebody else, so each
 * folder on the way must let others through; where the agent's own place does not (a data folder of
 * mode 700), a place of the system is taken.
 */
final class Shelter {

    private static final Path SYSTEM = Path.of("/var/lib/relais-plugins");

    private final Path home;

    private Shelter(Path home) {
        this.home = home;
    }

    /**
     * Makes nothing yet.
     *
     * @param own the agent's own folder for it
     */
    static Shelter in(Path own) {
        return in(own, SYSTEM, System.getProperty("user.name", "?"));
    }

    static Shelter in(Path own, Path system, String user) {
        Path wanted = own.toAbsolutePath().normalize();
        boolean good = !user.equals("root") || letsOthersThrough(wanted);
        String name = Integer.toHexString(wanted.hashCode());
        return new Shelter(good ? wanted : system.resolve(name));
    }

    private static boolean letsOthersThrough(Path folder) {
        try {
            for (Path one = folder; one != null; one = one.getParent()) {
                if (Files.exists(one)
                        && !Files.getPosixFilePermissions(one)
                                .contains(PosixFilePermission.OTHERS_EXECUTE)) {
                    return false;
                }
            }
            return true;
        } catch (IOException | UnsupportedOperationException unknown) {
            return true; // then a plugin says what it misses
        }
    }

    /** As munin's plugin state: whoever a plugin runs as may write. It is there on return. */
    Path state() throws IOException {
        Path state = home.resolve("state");
        if (!Files.isDirectory(state)) {
            Files.createDirectories(state);
            Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
        return state;
    }

    /** Of plugins that read from their name what they are for. */
    Path links() throws IOException {
        return Files.createDirectories(home.resolve("links"));
    }
}
