package relais.voice.poll;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.gateway.preview.Price;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.identity.Caller;
import relais.platform.identity.Permission;
import relais.platform.live.LiveFeed;
import relais.platform.testing.SettableClock;
import relais.platform.testing.TestDatabase;
import relais.voice.counting.Counting;
import relais.voice.counting.Settlement;
import relais.voice.counting.Standing;
import relais.voice.counting.Tally;
import relais.voice.rules.Categorised;
import relais.voice.rules.CompiledRules;

/** A database with people, and polls that they answer. */
public final class Village implements AutoCloseable {
    public static final Instant MORNING = Instant.parse("2026-03-02T08:00:00Z");

    public final Database database = TestDatabase.fresh("voice");
    public final SettableClock clock = new SettableClock(MORNING);
    public final Audit audit = new Audit(clock);
    public final LiveFeed live = new LiveFeed(database);
    public final Polls polls =
            new Polls(
                    database,
                    audit,
                    live,
                    clock,
                    new Sending() {
                        @Override
                        public double partsPerSecond(@Nullable String channel) {
                            return 50;
                        }

                        @Override
                        public Price price(@Nullable String channel) {
                            return new Price(new BigDecimal("10"), "BIF");
                        }
                    });

    /** Someone who may do everything to everybody. */
    public static Caller officer() {
        Set<Permission> all =
                Stream.of("polls.read", "polls.edit", "polls.send", "people.see-numbers")
                        .map(Permission::new)
                        .collect(Collectors.toSet());
        return new Caller(1, "Officer", all, true, Set.of(), Locale.FRENCH);
    }

    /** Someone who sees one group of people, without their numbers. */
    public static Caller partner(long group) {
        Set<Permission> some = Set.of(new Permission("polls.read"), new Permission("polls.edit"));
        return new Caller(2, "Partner", some, false, Set.of(group), Locale.FRENCH);
    }

    /** People 1 to {@code count}; every third speaks Kirundi, every fifth lives in Gitega. */
    public void people(int count) {
        database.with(
                handle ->
                        handle.createUpdate(
                                        """
                                        insert into voice_contact (address, name, language, place)
                                        select '+2576' || (1000000 + n), 'Person ' || n,
                                            case when n % 3 = 0 then 'rn' else 'fr' end,
                                            case when n % 5 = 0 then 'Gitega' else 'Bujumbura' end
                                        from generate_series(1, :count) n
                                        """)
                                .bind("count", count)
                                .execute());
    }

    public long group(String name, long... contacts) {
        return database.inTransaction(
                tx -> {
                    long id =
                            tx.createQuery(
                                            "insert into voice_group (name) values (:n) returning id")
                                    .bind("n", name)
                                    .mapTo(Long.class)
                                    .one();
                    for (long contact : contacts) {
                        tx.createUpdate("insert into voice_contact_group values (:c, :g)")
                                .bind("c", contact)
                                .bind("g", id)
                                .execute();
                    }
                    return id;
                });
    }

    public void execute(String sql) {
        database.with(handle -> handle.execute(sql));
    }

    public long number(String sql) {
        return database.with(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }

    /** A running poll. */
    public Poll started(PollDefinition definition) {
        Poll draft = changed(polls.create(officer(), definition));
        return changed(polls.start(officer(), draft.id()));
    }

    public static Poll changed(PollChange change) {
        if (change instanceof PollChange.Changed(Poll poll)) {
            return poll;
        }
        throw new AssertionError(change);
    }

    /** A message that waits for nobody's decision. */
    public long message(long contact, String text) {
        return database.with(
                handle ->
                        handle.createQuery(
                                        """
                                        insert into voice_message
                                            (id, direction, contact_id, channel, text, at)
                                        values (nextval('voice_message_id'), 0, :contact, 'sim',
                                            :text, :at)
                                        returning id
                                        """)
                                .bind("contact", contact)
                                .bind("text", text)
                                .bind("at", clock.instant())
                                .mapTo(Long.class)
                                .one());
    }

    /** An answer as inbound stores and counts it; a minute passes. */
    public long answer(long poll, CompiledRules rules, long contact, String text, int shard) {
        long message = message(contact, text);
        Categorised said = rules.categorise(text, "fr");
        Instant at = clock.instant();
        clock.advance(Duration.ofMinutes(1));
        return database.inTransaction(
                tx -> {
                    @Nullable Standing counted =
                            tx.createQuery(
                                            """
                                            select * from voice_answer where poll_id = :poll
                                                and contact_id = :contact and counted for update
                                            """)
                                    .bind("poll", poll)
                                    .bind("contact", contact)
                                    .map(
                                            (row, context) ->
                                                    new Standing(
                                                            row.getLong("id"),
                                                            row.getString("category"),
                                                            row.getBigDecimal("number"),
                                                            row.getString("place"),
                                                            row.getTimestamp("received_at")
                                                                    .toInstant()))
                                    .findOne()
                                    .orElse(null);
                    String place = contact % 5 == 0 ? "Gitega" : "Bujumbura";
                    Standing arriving =
                            new Standing(Long.MAX_VALUE, said.category(), said.number(), place, at);
                    boolean counts = Counting.takesOver(counted, arriving);
                    if (counts) {
                        tx.createUpdate(
                                        """
                                        update voice_answer set counted = false
                                        where poll_id = :poll and contact_id = :contact and counted
                                        """)
                                .bind("poll", poll)
                                .bind("contact", contact)
                                .execute();
                        Tally.add(tx, Counting.change(poll, counted, arriving), shard);
                    }
                    return store(tx, poll, contact, message, said, arriving, counts);
                });
    }

    private static long store(
            Handle tx,
            long poll,
            long contact,
            long message,
            Categorised said,
            Standing arriving,
            boolean counts) {
        return tx.createQuery(
                        """
                        insert into voice_answer (poll_id, contact_id, message_id, category, number,
                            confidence, counted, place, received_at)
                        values (:poll, :contact, :message, :category, :number, :confidence,
                            :counted, :place, :at)
                        returning id
                        """)
                .bind("poll", poll)
                .bind("contact", contact)
                .bind("message", message)
                .bind("category", said.category())
                .bind("number", said.number())
                .bind("confidence", said.confidence())
                .bind("counted", counts)
                .bind("place", arriving.place())
                .bind("at", arriving.receivedAt())
                .mapTo(Long.class)
                .one();
    }

    /** What the live counters say and what a count from scratch says, line by line. */
    public List<List<String>> counters(long poll) {
        return database.with(
                handle ->
                        List.of(
                                handle.createQuery(
                                                """
                                                select category || '|' || place || '|' || sum(people)
                                                from voice_tally where poll_id = :poll
                                                group by category, place having sum(people) <> 0
                                                union all
                                                select hour || '|' || sum(people)
                                                from voice_timeline where poll_id = :poll
                                                group by hour having sum(people) <> 0 order by 1
                                                """)
                                        .bind("poll", poll)
                                        .mapTo(String.class)
                                        .list(),
                                handle.createQuery(
                                                """
                                                select coalesce(category, '') || '|'
                                                    || coalesce(place, '') || '|' || count(*)
                                                from voice_answer
                                                where poll_id = :poll and counted
                                                group by category, place
                                                union all
                                                select date_trunc('hour', received_at) || '|' || count(*)
                                                from voice_answer
                                                where poll_id = :poll and counted
                                                group by date_trunc('hour', received_at) order by 1
                                                """)
                                        .bind("poll", poll)
                                        .mapTo(String.class)
                                        .list()));
    }

    /** Lets the shards of past hours be merged, as a worker does now and then. */
    public void settle() {
        Settlement.run(database, clock);
    }

    @Override
    public void close() {
        live.close();
        database.close();
    }
}
