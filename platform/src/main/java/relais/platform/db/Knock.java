package relais.platform.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Asks once whether a database is there, and keeps nothing open. */
public final class Knock {
    /**
     * SQLSTATE classes and codes of what passes by itself: no connection, starting up, stopping, no
     * room for one more (PostgreSQL, appendix A).
     */
    private static final List<String> PASSING = List.of("08", "57P", "53300");

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
}
