package relais.voice.contact;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import relais.platform.db.Database;

/** Who asked to hear nothing more, for whoever is about to send. */
public final class StoppedPeople {
    /** The sender waits for the answer: better to hold everything than to wait longer. */
    private static final int PATIENCE_SECONDS = 5;

    private final Database database;
    private final Addresses addresses;

    public StoppedPeople(Database database, Addresses addresses) {
        this.database = database;
        this.addresses = addresses;
    }

    /**
     * Those of {@code numbers}, however they are written, whose person has stopped. Every stop
     * committed before the call counts.
     *
     * @throws org.jdbi.v3.core.JdbiException while the database does not answer
     */
    public Set<String> among(Set<String> numbers) {
        Map<String, Set<String>> written = new HashMap<>();
        for (String number : numbers) {
            String stored = addresses.read(number).stored();
            written.computeIfAbsent(stored, known -> new HashSet<>()).add(number);
        }
        List<String> stopped =
                database.with(
                        handle ->
                                handle.createQuery(
                                                """
                                                select address from voice_contact
                                                where stopped_at is not null
                                                    and address = any(:addresses)
                                                """)
                                        .bind("addresses", written.keySet().toArray(String[]::new))
                                        .setQueryTimeout(PATIENCE_SECONDS)
                                        .mapTo(String.class)
                                        .list());
        Set<String> all = new HashSet<>();
        stopped.forEach(address -> all.addAll(written.getOrDefault(address, Set.of())));
        return all;
    }
}
