package relais.vault.moving.dump;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What stands between words: spaces, comments, and the marks of versioned comments, whose content
 * counts (MySQL manual, "Comments").
 */
final class Blanks {
    /** Content for a server younger than any is for nobody: MariaDB's sandbox line. */
    private static final int NEWEST_VERSION = 200_000;

    private static final byte[] VERSIONED = "/*!".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MARIADB = "/*M!".getBytes(StandardCharsets.US_ASCII);

    private final DumpInput in;

    Blanks(DumpInput in) {
        this.in = in;
    }

    /** Passes over all of them; on return a byte of something else follows, or the end. */
    void pass() throws IOException {
        while (in.more()) {
            int b = in.peek();
            if (b <= ' ') {
                in.at++;
            } else if (!passComment(b)) {
                return;
            }
        }
    }

    /** Passes over one comment or mark that begins with {@code b}; false if there is none. */
    boolean passComment(int b) throws IOException {
        return switch (b) {
            case '#' -> passLine();
            case '-' -> in.peek(1) == '-' && isBlank(in.peek(2)) && passLine();
            case '/' -> in.peek(1) == '*' && passBlock();
            case '*' -> in.peek(1) == '/' && take(2);
            default -> false;
        };
    }

    private static boolean isBlank(int b) {
        return b <= ' ';
    }

    private boolean take(int count) {
        in.at += count;
        return true;
    }

    private boolean passLine() throws IOException {
        while (in.more() && in.next() != '\n') {
            // until the line ends
        }
        return true;
    }

    private boolean passBlock() throws IOException {
        if (in.follows(VERSIONED) || in.follows(MARIADB)) {
            take(in.peek(2) == '!' ? VERSIONED.length : MARIADB.length);
            int version = 0;
            while (in.peek() >= '0' && in.peek() <= '9' && version < NEWEST_VERSION) {
                version = version * 10 + in.next() - '0';
            }
            return version < NEWEST_VERSION || passToEnd();
        }
        take(2);
        return passToEnd();
    }

    private boolean passToEnd() throws IOException {
        int before = 0;
        while (in.more()) {
            int b = in.next();
            if (before == '*' && b == '/') {
                break;
            }
            before = b;
        }
        return true;
    }
}
