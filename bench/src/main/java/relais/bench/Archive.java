package relais.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;

/** The years before: people and messages put straight into the tables. */
final class Archive {
    /** As many contacts as archive.sql makes, numbered from 1 in the order of their addresses. */
    static final int PEOPLE = 250_000;

    /** The address of the first contact, without its plus. */
    static final long FIRST_ADDRESS = 25_779_000_000L;

    /** Polls of the archive, the large one first. */
    static final int POLLS = 5;

    private static final List<String> TABLES =
            List.of(
                    "voice_contact",
                    "voice_contact_group",
                    "voice_name_word",
                    "voice_poll",
                    "voice_message",
                    "voice_part",
                    "voice_recipient",
                    "voice_answer",
                    "voice_tally",
                    "voice_timeline",
                    "voice_sending_tally");

    private Archive() {}

    static void load(Connection database, Figures figures) throws IOException, SQLException {
        figures.say("loading 250,000 contacts and 1,000,000 messages");
        try (InputStream script = Archive.class.getResourceAsStream("archive.sql");
                Statement statement = database.createStatement()) {
            byte[] sql = Objects.requireNonNull(script).readAllBytes();
            statement.execute(new String(sql, StandardCharsets.UTF_8));
            figures.say("putting the tables in order");
            for (String table : TABLES) {
                statement.execute("vacuum (analyze) " + table);
            }
            statement.execute("checkpoint");
            try (ResultSet counted =
                    statement.executeQuery(
                            """
                            select (select count(*) from voice_contact),
                                (select count(*) from voice_message),
                                (select count(*) from voice_message where inbox = 1),
                                (select count(*) from voice_answer),
                                (select count(*) from voice_tally),
                                pg_database_size(current_database()) / 1000000
                            """)) {
                counted.next();
                figures.say(
                        "%d contacts, %d messages (%d open in the inbox), %d answers in %d"
                                + " counters: %d MB",
                        counted.getLong(1),
                        counted.getLong(2),
                        counted.getLong(3),
                        counted.getLong(4),
                        counted.getLong(5),
                        counted.getLong(6));
            }
        }
    }
}
