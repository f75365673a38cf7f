package relais.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import relais.gateway.simulator.SimulatedSmsc;

/** Everybody answers the poll once: first at a steady pace, then as fast as it goes. */
final class Answering {
    private static final int PACE = 2_000;

    /** At that pace before anything is measured: the way in is compiled by then, mostly. */
    private static final Duration WARMING = Duration.ofSeconds(10);

    private static final Duration PACED = Duration.ofSeconds(10);

    /** The SMSC's store is kept this full: the window is always used, memory is not. */
    private static final int STORED = 2_000;

    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Nothing new for so long: there comes no more. */
    private static final Duration QUIET = Duration.ofSeconds(5);

    /** One in eight tells a story too, which also goes to the inbox. */
    private static final List<String> TEXTS =
            List.of(
                    "oui",
                    "Non",
                    "OUI",
                    "ego",
                    "oya",
                    "non merci",
                    "yes",
                    "Oui mais le puits est à sec depuis lundi et les enfants sont malades");

    private final Connection database;
    private final long poll;
    private final SimulatedSmsc smsc;
    private final Phones phones;
    private final Figures figures;
    private final long firstId;
    private int next;

    Answering(Connection database, long poll, SimulatedSmsc smsc, Phones phones, Figures figures)
            throws SQLException {
        this.database = database;
        this.poll = poll;
        this.smsc = smsc;
        this.phones = phones;
        this.figures = figures;
        this.firstId = one("select last_value from voice_message_id where 0 < ?", 1);
    }

    void fullSpeed(Duration time) throws IOException, SQLException, InterruptedException {
        figures.say("answers at full speed");
        int first = next;
        long before = counted();
        long start = System.nanoTime();
        long end = start + time.toNanos();
        while (System.nanoTime() < end && next < Archive.PEOPLE) {
            if (smsc.waiting() > STORED) {
                LockSupport.parkNanos(200_000);
            } else {
                write();
            }
        }
        int sent = next - first;
        double writing = (System.nanoTime() - start) / 1e9;
        long countedMeanwhile = counted() - before;
        Quiet counted = new Quiet(QUIET);
        Patience.await(
                PATIENCE, LOOK, () -> counted.still(counted() - before) || counted.count() >= sent);
        double drained = (counted.grew() - start) / 1e9;
        figures.say(
                "%d written in %.1f s (%d counted by then), all counted after %.1f s",
                sent, writing, countedMeanwhile, drained);
        if (counted.count() < sent) {
            figures.say("only %d were counted", counted.count());
        }
        figures.put("mo_per_s", counted.count() / drained);
        awaitReplies(next);
        figures.say(
                "%d replies sent in all, the last after %.1f s",
                phones.replied(), (phones.lastReply() - start) / 1e9);
    }

    void paced() throws IOException, SQLException, InterruptedException {
        write(PACE, WARMING);
        int first = next;
        double aSecond = write(PACE, PACED);
        awaitReplies(next);
        long[] waited = phones.waited(first, next);
        figures.say(
                "%.0f a second: half %.0f ms, p95 %.0f ms, slowest %.0f ms",
                aSecond,
                Figures.percentile(waited, 0.5),
                Figures.percentile(waited, 0.95),
                Figures.percentile(waited, 1));
        figures.put("mo_p99_ms", Figures.percentile(waited, 0.99));
    }

    /** Answers at a steady pace; how many a second it was. */
    private double write(int pace, Duration time) {
        int count = Math.toIntExact(pace * time.toSeconds());
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = start + i * 1_000_000_000L / pace;
            for (long early = due - System.nanoTime(); early > 0; ) {
                LockSupport.parkNanos(early);
                early = due - System.nanoTime();
            }
            write();
        }
        return count / ((System.nanoTime() - start) / 1e9);
    }

    /** Compares what the SMSC saw with what is stored. */
    void settle() throws SQLException {
        int[] stored = stored();
        long lost = 0;
        long unanswered = 0;
        long twice = 0;
        for (int person = 0; person < Archive.PEOPLE; person++) {
            boolean due = phones.wasAcknowledged(person);
            lost += due && stored[person] == 0 ? 1 : 0;
            unanswered += due && phones.replies(person) == 0 ? 1 : 0;
            twice += Math.max(0, stored[person] - 1);
            twice += Math.max(0, phones.replies(person) - 1);
            twice += Math.max(0, phones.questions(person) - 1);
        }
        figures.say("%d acknowledged: %d not stored, %d without a reply", next, lost, unanswered);
        figures.put("lost", lost + unanswered);
        figures.put("duplicated", twice);
    }

    private void write() {
        int person = next++;
        phones.writes(person);
        smsc.deliver(Phones.address(person), "3030", text(person));
    }

    private static String text(int person) {
        return TEXTS.get(person % TEXTS.size());
    }

    private void awaitReplies(int people) throws IOException, SQLException, InterruptedException {
        Quiet replies = new Quiet(QUIET);
        Patience.await(
                PATIENCE,
                LOOK,
                () -> replies.still(phones.replied()) || phones.replied() >= people);
    }

    /** The live counters: the last thing that the transaction of an answer writes. */
    private long counted() throws SQLException {
        return one("select coalesce(sum(people), 0) from voice_tally where poll_id = ?", poll);
    }

    /** Messages of each person with the right text since the archive. */
    private int[] stored() throws SQLException {
        int[] stored = new int[Archive.PEOPLE];
        try (PreparedStatement query =
                database.prepareStatement(
                        """
                        select c.address, m.text from voice_message m
                        join voice_contact c on c.id = m.contact_id
                        where m.id >= ? and m.direction = 0
                        """)) {
            query.setLong(1, firstId);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    int person = Phones.person(rows.getString(1));
                    stored[person] += text(person).equals(rows.getString(2)) ? 1 : 0;
                }
            }
        }
        return stored;
    }

    private long one(String sql, long parameter) throws SQLException {
        try (PreparedStatement query = database.prepareStatement(sql)) {
            query.setLong(1, parameter);
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
