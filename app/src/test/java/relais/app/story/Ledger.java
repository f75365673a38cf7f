package relais.app.story;

import java.math.BigDecimal;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import relais.app.AppSettings;
import relais.app.Home;
import relais.app.Role;
import relais.app.Wiring;
import relais.gateway.channel.ChannelSettings;
import relais.gateway.channel.Secret;
import relais.gateway.preview.Price;
import relais.gateway.simulator.Handset;
import relais.meter.collecting.Codes;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.db.DatabaseAddress;
import relais.platform.identity.Caller;
import relais.platform.settings.Settings;
import relais.voice.poll.Audience;
import relais.voice.poll.Category;
import relais.voice.poll.PollChange;
import relais.voice.poll.PollDefinition;
import relais.voice.poll.PollKind;

/** What stands in the database: made ready before the story, and held to account at its end. */
final class Ledger implements AutoCloseable {
    static final String THANKS_FOR_YES = "Merci, oui.";
    static final String THANKS_FOR_NO = "Merci, non.";
    static final String QUESTION = "Avez-vous une moustiquaire ?";
    private static final int CONNECTIONS = 6;

    /** A second; half of all replies go this way too, before the questions. */
    private static final int SLOW = 300;

    private static final Caller NOBODY =
            new Caller(0, "story", Set.of(), true, Set.of(), Locale.FRENCH);

    private final Database database;

    Ledger(DatabaseAddress address) {
        this.database = Database.open(address, CONNECTIONS);
    }

    /** Who is there at the start: writers were asked by one poll, the others will be by another. */
    record People(int writers, int asked) {}

    /**
     * Two channels to {@code crowd}'s provider, who brings messages over both, a running poll that
     * has asked all writers, and one that begins to ask the others, if any, slowly, as soon as
     * somebody works.
     */
    static void prepare(Home home, Map<String, String> settings, Crowd crowd, People people)
            throws Exception {
        Settings read =
                switch (Settings.load(
                        AppSettings.declared(), Optional.empty(), Map.of(), settings)) {
                    case Settings.Loaded loaded -> loaded.settings();
                    case Settings.Wrong wrong -> throw new AssertionError(wrong.problems());
                };
        try (Wiring wiring =
                Wiring.start(
                        new Wiring.Plan(
                                home, read, EnumSet.noneOf(Role.class), false, Handset.SILENT),
                        InstantSource.system())) {
            Price free = new Price(BigDecimal.ZERO, "BIF");
            wiring.prepare(
                    tx -> {
                        ChannelSettings quick = channel("mtn", crowd.smsc().port(), 1_000);
                        ChannelSettings slow = channel("slow", crowd.smsc().port(), SLOW);
                        wiring.directory().add(tx, quick, "BI", free);
                        wiring.directory().add(tx, slow, "BI", free);
                        contacts(tx, "+25779", people.writers());
                    });
            start(wiring, poll("Eau", "Avez-vous de l'eau ?", Audience.everybody(), "mtn"));
            wiring.prepare(
                    tx -> {
                        tx.execute("update voice_recipient set state = 1, asked_at = now()");
                        tx.execute("update voice_poll set sending = false");
                        contacts(tx, "+25768", people.asked());
                        tx.execute("insert into voice_group (name) values ('Others')");
                        tx.execute(
                                "insert into voice_contact_group select c.id, g.id"
                                        + " from voice_contact c, voice_group g"
                                        + " where c.address like '+25768%'");
                    });
            if (people.asked() == 0) {
                return;
            }
            Audience others = new Audience(List.of(1L), List.of(), List.of(), List.of());
            start(wiring, poll("Moustiquaires", QUESTION, others, "slow"));
        }
    }

    /** With which one machine may be paired. */
    String agentCode() {
        InstantSource clock = InstantSource.system();
        Codes codes = new Codes(database, new Audit(clock), clock, new SecureRandom());
        Caller chief =
                new Caller(0, "story", Set.of(), true, Set.of(), true, Set.of(), Locale.FRENCH);
        return switch (codes.make(chief, new Codes.Wanted(null, null, null))) {
            case Codes.Answer.Given(Codes.Made made) -> made.code();
            case Codes.Answer other -> throw new AssertionError(other);
        };
    }

    private static void contacts(Handle tx, String prefix, int people) {
        tx.execute(
                "insert into voice_contact (address, language, place)"
                        + " select ? || lpad(i::text, 6, '0'), 'fr', 'Gitega'"
                        + " from generate_series(0, ? - 1) i",
                prefix,
                people);
    }

    private static void start(Wiring wiring, PollDefinition definition) {
        PollChange poll = wiring.voice().polls().create(NOBODY, definition);
        if (poll instanceof PollChange.Changed made) {
            poll = wiring.voice().polls().start(NOBODY, made.poll().id());
        }
        if (!(poll instanceof PollChange.Changed)) {
            throw new AssertionError(poll);
        }
    }

    private static ChannelSettings channel(String name, int port, int perSecond) {
        ChannelSettings.Smpp link =
                new ChannelSettings.Smpp(
                        "127.0.0.1",
                        port,
                        false,
                        false,
                        new ChannelSettings.Login("relais", Secret.of(Crowd.PASSWORD), ""),
                        ChannelSettings.Addressing.USUAL,
                        ChannelSettings.Coding.USUAL,
                        Duration.ofSeconds(30));
        return new ChannelSettings(name, link, "8500", 50, perSecond, false);
    }

    private static PollDefinition poll(
            String name, String question, Audience audience, String channel) {
        return new PollDefinition(
                name,
                PollKind.YES_NO,
                Map.of("fr", question),
                audience,
                channel,
                "fr",
                List.of(
                        category(PollDefinition.YES, "Oui", THANKS_FOR_YES),
                        category(PollDefinition.NO, "Non", THANKS_FOR_NO)),
                Map.of());
    }

    private static Category category(String key, String name, String reply) {
        return new Category(key, Map.of("fr", name), "", Map.of("fr", reply), List.of());
    }

    long count(String sql) {
        return database.with(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }

    long received() {
        return count("select count(*) from voice_message where direction = 0");
    }

    /**
     * Has PostgreSQL write its log until it has no room for more: it then dies at once, and at
     * every start until there is.
     */
    void exhaustLog() {
        try {
            for (int megabyte = 0; megabyte < 200; megabyte++) {
                count(
                        "select pg_logical_emit_message(false, 'full', repeat('x', 1000000)) - '0/0'");
            }
        } catch (JdbiException died) {
            System.out.println("no room for PostgreSQL's log: " + died.getCause().getMessage());
        }
    }

    /** As the console's "stop sending" does. */
    void stopAsking() {
        database.useTransaction(tx -> tx.execute("update voice_poll set sending = false"));
    }

    /** People whose question was released, whatever became of it. */
    long asked() {
        return count("select count(*) from voice_recipient where message_id is not null");
    }

    /** Where messages out wait whose fate is not known, and what else may explain it. */
    String waiting() {
        return database.with(
                handle ->
                        handle.createQuery(
                                        """
                                        select 'message: ' || channel || ' ' || id || ' ' || at
                                        from (select * from voice_message
                                            where direction = 1 and status = 0
                                            order by id limit 30) m
                                        union all
                                        select 'queue: ' || topic || ' ' || count(*)
                                        from platform_queue group by topic
                                        union all
                                        select 'forwarded: ' || f::text from platform_forwarded f
                                        """)
                                .mapTo(String.class)
                                .collect(Collectors.joining("\n")));
    }

    /** Messages out whose fate is not known yet. */
    long underWay() {
        return count("select count(*) from voice_message where direction = 1 and status = 0");
    }

    /** How often each text of each phone was stored. */
    Map<Crowd.Sms, Integer> stored() {
        Map<Crowd.Sms, Integer> all = new HashMap<>();
        messages(0).forEach(row -> all.merge(row.sms(), 1, Integer::sum));
        return all;
    }

    /** A stored message and its status. */
    record Row(Crowd.Sms sms, int status) {}

    /** Every stored message of a direction, 0 in and 1 out. */
    List<Row> messages(int direction) {
        return database.with(
                handle ->
                        handle.createQuery(
                                        """
                                        select c.address, m.text, m.status
                                        from voice_message m join voice_contact c
                                            on c.id = m.contact_id
                                        where m.direction = :direction
                                        """)
                                .bind("direction", direction)
                                .map(
                                        (row, _) ->
                                                new Row(
                                                        new Crowd.Sms(
                                                                row.getString(1), row.getString(2)),
                                                        row.getInt(3)))
                                .list());
    }

    /** People by category, as the results page counts them. */
    Map<String, Long> tally() {
        return people("select category, sum(people) from voice_tally group by category");
    }

    /** People by category, counted anew from their answers. */
    Map<String, Long> counted() {
        return people(
                "select category, count(distinct contact_id) from voice_answer"
                        + " where counted group by category");
    }

    private Map<String, Long> people(String sql) {
        Map<String, Long> all = new HashMap<>();
        database.with(
                        handle ->
                                handle.createQuery(sql)
                                        .map(
                                                (row, _) ->
                                                        Map.entry(row.getString(1), row.getLong(2)))
                                        .list())
                .forEach(entry -> all.put(entry.getKey(), entry.getValue()));
        return all;
    }

    @Override
    public void close() {
        database.close();
    }
}
