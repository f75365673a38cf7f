package relais.voice.inbound;

import static relais.voice.inbound.LivePolls.instant;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.voice.counting.Standing;

/** Loads the senders of a batch with all that the rules need of them; strangers become contacts. */
final class People {
    private People() {}

    /**
     * By address. The {@code + 0} keeps the planner from reading a whole poll by its own index
     * while statistics are young: only the person's few answers may be looked at.
     *
     * <p>One statement, and one more only when somebody writes for the first time.
     */
    static Map<String, Person> load(Handle tx, Set<String> addresses, Collection<Long> polls) {
        Map<String, Person> people = new HashMap<>();
        tx.createQuery(
                        """
                        select c.id, c.address, c.language, c.place,
                            c.stopped_at is not null as stopped,
                            r.poll_id, r.asked_at, a.id as answer, a.category, a.number,
                            a.place as answered_from, a.received_at
                        from voice_contact c
                        left join voice_recipient r
                            on r.contact_id = c.id and r.poll_id = any(:polls) and r.state = 1
                        left join voice_answer a
                            on a.contact_id = c.id and a.poll_id + 0 = r.poll_id and a.counted
                        where c.address = any(:addresses)
                        """)
                .bind("polls", polls.toArray(Long[]::new))
                .bind("addresses", addresses.toArray(String[]::new))
                .map((row, context) -> read(row, people))
                .list();
        List<String> strangers = new ArrayList<>(addresses);
        strangers.removeAll(people.keySet());
        if (!strangers.isEmpty()) {
            add(tx, strangers, people);
        }
        return people;
    }

    private static Person read(ResultSet row, Map<String, Person> people) throws SQLException {
        String address = row.getString("address");
        Person person = people.get(address);
        if (person == null) {
            person =
                    new Person(
                            row.getLong("id"),
                            address,
                            row.getString("language"),
                            row.getString("place"),
                            reachable(address),
                            row.getBoolean("stopped"));
            people.put(address, person);
        }
        long poll = row.getLong("poll_id");
        if (!row.wasNull()) {
            person.asked()
                    .put(
                            poll,
                            new Person.Asked(
                                    Objects.requireNonNull(instant(row.getTimestamp("asked_at"))),
                                    counted(row)));
        }
        return person;
    }

    private static @Nullable Standing counted(ResultSet row) throws SQLException {
        long answer = row.getLong("answer");
        if (row.wasNull()) {
            return null;
        }
        return new Standing(
                answer,
                row.getString("category"),
                row.getBigDecimal("number"),
                Objects.requireNonNullElse(row.getString("answered_from"), ""),
                Objects.requireNonNull(instant(row.getTimestamp("received_at"))));
    }

    private static void add(Handle tx, List<String> strangers, Map<String, Person> people) {
        tx.createQuery(
                        """
                        insert into voice_contact (address) select unnest(:addresses::text[])
                        on conflict (address) do update set address = excluded.address
                        returning id, address, language, place, stopped_at is not null as stopped
                        """)
                .bind("addresses", strangers.toArray(String[]::new))
                .map(
                        (row, context) ->
                                new Person(
                                        row.getLong("id"),
                                        row.getString("address"),
                                        row.getString("language"),
                                        row.getString("place"),
                                        reachable(row.getString("address")),
                                        row.getBoolean("stopped")))
                .forEach(person -> people.put(person.address, person));
    }

    /** E.164 numbers can be answered; short codes and names cannot be people. */
    private static boolean reachable(String address) {
        return address.startsWith("+");
    }
}
