package relais.platform.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;

/** Asks once whether a database is there, and keeps nothing open. */
public final class Knock {
    /**
     * SQLSTATE classes and codes of what passes by itself: no connection, starting up, stopping, no
     * room for one more (PostgreSQL, appendix A).
     */
    private static final List<String> PASSING = List.of("08", "57P", "53300");

    /**
     * Of these, what says that nobody is served: no connection, starting up, stopping. A server
     * that has no room serves others, who may be writing.
     */
    private static final List<String> SERVING_NOBODY = List.of("08", "57P");

    private static final int HURRY_SECONDS = 2;

    private Knock() {}

    /** What came of it. */
    public sealed interface Answer {
        /** It takes connections. */
        record There() implements Answer {}

        /** It may come by itself. */
        record Away(String why) implements Answer {}

        /** Something must be changed first: a password, a name. */
        record Refused(String why) implements Answer {}
    }

    public static Answer at(DatabaseAddress address) {
        try (Connection connection = Database.connect(address)) {
            return connection.isValid(0) ? new Answer.There() : new Answer.Away("not valid");
        } catch (SQLException e) {
            String state = String.valueOf(e.getSQLState());
            String why = String.valueOf(e.getMessage());
            return PASSING.stream().anyMatch(state::startsWith)
                    ? new Answer.Away(why)
                    : new Answer.Refused(why);
        }
    }

    /** Whether a server is not there, or does not answer soon; one that refuses us is there. */
    static boolean isUnreachable(DatabaseAddress address) {
        Properties hurry = new Properties();
        for (String limit : List.of("connectTimeout", "loginTimeout", "socketTimeout")) {
            hurry.setProperty(limit, "" + HURRY_SECONDS);
        }
        try (Connection connection = Database.connect(address, hurry)) {
            return !connection.isValid(HURRY_SECONDS);
        } catch (SQLException e) {
            String state = String.valueOf(e.getSQLState());
            return SERVING_NOBODY.stream().anyMatch(state::startsWith);
        }
    }
}
