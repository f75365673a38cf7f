package relais.vault.moving.dump;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What SET and USE have said so far; it decides how the statements after are read. */
public final class Session {
    private static final Pattern NAMES =
            Pattern.compile(
                    "(?i)\\bSET\\s+(?:NAMES\\s+|CHARACTER\\s+SET\\s+|character_set_client\\s*=\\s*)"
                            + "['\"]?(\\w+)");
    private static final Pattern MODE = Pattern.compile("(?i)\\bsql_mode\\s*=\\s*'([^']*)'");
    private static final Pattern ZONE = Pattern.compile("(?i)\\btime_zone\\s*=\\s*'([^']*)'");

    private String names = "utf8mb4";
    private boolean backslashes = true;
    private boolean ansiQuotes;
    private String zone = "";
    private String database = "";
    private boolean manyDatabases;

    /** How a reading that goes on in the middle begins. */
    public record Snapshot(
            String names,
            boolean backslashes,
            boolean ansiQuotes,
            String zone,
            String database,
            boolean many) {}

    public Snapshot snapshot() {
        return new Snapshot(names, backslashes, ansiQuotes, zone, database, manyDatabases);
    }

    public static Session at(Snapshot snapshot) {
        Session session = new Session();
        session.names = snapshot.names();
        session.backslashes = snapshot.backslashes();
        session.ansiQuotes = snapshot.ansiQuotes();
        session.zone = snapshot.zone();
        session.database = snapshot.database();
        session.manyDatabases = snapshot.many();
        return session;
    }

    void set(String statement) {
        Matcher given = NAMES.matcher(statement);
        // Dumps set the client's charset to what it was (@saved…) and around routines to utf8.
        if (given.find() && !statement.contains("character_set_client")) {
            names = given.group(1).toLowerCase(Locale.ROOT);
        }
        Matcher mode = MODE.matcher(statement);
        if (mode.find()) {
            String modes = mode.group(1).toUpperCase(Locale.ROOT);
            backslashes = !modes.contains("NO_BACKSLASH_ESCAPES");
            ansiQuotes = modes.contains("ANSI");
        }
        Matcher named = ZONE.matcher(statement);
        if (named.find()) {
            zone = named.group(1);
        }
    }

    void use(String name) {
        manyDatabases |= !database.isEmpty() && !database.equals(name);
        database = name;
    }

    /** A table's name: with its database's where the dump holds several. */
    String qualified(String table) {
        return manyDatabases ? database + "." + table : table;
    }

    String names() {
        return names;
    }

    boolean backslashes() {
        return backslashes;
    }

    boolean ansiQuotes() {
        return ansiQuotes;
    }

    /** The zone that TIMESTAMPs are written in; "" where the dump does not say. */
    public String zone() {
        return zone;
    }
}
