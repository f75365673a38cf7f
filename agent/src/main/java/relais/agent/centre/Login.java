package relais.agent.centre;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;

/** Who we are to a broker. Kept in a file, for a command line is seen by everybody on a host. */
public record Login(String user, String password) {

    /**
     * Reads a file of two lines, the user's name and the password.
     *
     * @throws IOException when it cannot be read, has other lines, or others may read it
     */
    public static Login in(Path file) throws IOException {
        Set<PosixFilePermission> allowed = Files.getPosixFilePermissions(file);
        if (allowed.contains(PosixFilePermission.OTHERS_READ)
                || allowed.contains(PosixFilePermission.GROUP_READ)) {
            throw new IOException("others may read " + file + ": chmod 600 " + file);
        }
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        if (lines.size() != 2 || lines.get(0).isBlank()) {
            throw new IOException(file + " wants two lines: the user's name and the password");
        }
        return new Login(lines.get(0), lines.get(1));
    }

    @Override
    public String toString() {
        return "Login[" + user + "]";
    }
}
