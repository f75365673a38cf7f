package relais.agent.munin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who a plugin runs as, and the words that make it so (setpriv(1) of util-linux). */
final class Accounts {

    private final Path passwd;
    private final Path group;
    private final String own;

    Accounts() {
        this(Path.of("/etc/passwd"), Path.of("/etc/group"), System.getProperty("user.name", "?"));
    }

    Accounts(Path passwd, Path group, String own) {
        this.passwd = passwd;
        this.group = group;
        this.own = own;
    }

    /** What cannot be; the message says what to do. */
    static final class Impossible extends IOException {
        private static final long serialVersionUID = 1;

        Impossible(String message) {
            super(message);
        }
    }

    /**
     * Words before the command.
     *
     * @param user as plugin-conf.d says; null for munin, or nobody where that is missing
     */
    List<String> prefix(@Nullable String user, List<String> groups) throws IOException {
        if (!own.equals("root")) {
            if (user != null && !user.equals(own)) {
                throw new Impossible("only root may run it as " + user + "; this agent is " + own);
            }
            return List.of();
        }
        String name = user != null ? user : exists(passwd, "munin") ? "munin" : "nobody";
        String primary = column(passwd, name, 3);
        if (primary == null) {
            throw new Impossible("there is no account " + name);
        }
        List<String> known = new ArrayList<>();
        for (String one : groups) {
            if (exists(group, one)) {
                known.add(one);
            }
        }
        String membership =
                known.isEmpty() ? "--init-groups" : "--groups=" + String.join(",", known);
        String first = known.isEmpty() ? primary : known.getFirst();
        return List.of("setpriv", "--reuid=" + name, "--regid=" + first, membership, "--");
    }

    private static boolean exists(Path file, String name) throws IOException {
        return column(file, name, 0) != null;
    }

    private static @Nullable String column(Path file, String name, int column) throws IOException {
        for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
            String[] columns = line.split(":", -1);
            boolean same =
                    columns[0].equals(name) || (columns.length > 2 && columns[2].equals(name));
            if (same && columns.length > column) {
                return columns[column];
            }
        }
        return null;
    }
}
