package relais.meter.collecting;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.identity.Caller;

/** One-time codes by which agents are paired. Only their hashes are kept. */
public final class Codes {
    /** To walk over to the machine and type it. */
    static final Duration LIFE = Duration.ofHours(24);

    /** How long the same agent may ask again for the answer that it did not hear. */
    private static final Duration MEMORY = Duration.ofDays(7);

    /** Open at once; whoever needs more pairs a few machines first. */
    private static final int MOST_OPEN = 500;

    /** Without what is mistaken for something else when it is read out: 0 O 1 I. */
    private static final String SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    /** 80 bits: nobody guesses one within its life. */
    private static final int LENGTH = 16;

    private final Database database;
    private final Audit audit;
    private final InstantSource clock;
    private final RandomGenerator random;

    /**
     * @param random one that cannot be guessed
     */
    public Codes(Database database, Audit audit, InstantSource clock, RandomGenerator random) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
        this.random = random;
    }

    /**
     * What a code is for.
     *
     * @param title how the host is shown; null: as it calls itself
     * @param groups of hosts it will belong to
     * @param host whose agent is paired anew, so that its history goes on; null: a new host
     */
    public record Wanted(
            @Nullable String title, @Nullable List<Long> groups, @Nullable Long host) {}

    /** A code just made; never printed. */
    public record Made(long id, String code, Instant expiresAt) {
        @Override
        public String toString() {
            return "Made[" + id + "]";
        }
    }

    /** A code that nobody has used; it cannot be shown again. */
    public record Open(long id, @Nullable String title, String madeBy, Instant expiresAt) {}

    /** What may come of the wish for a code. */
    public sealed interface Answer {
        record Given(Made made) implements Answer {}

        record TooMany() implements Answer {}

        /** A group or host that is not there, or that the caller does not see. */
        record Missing() implements Answer {}
    }

    public Answer make(Caller caller, Wanted wanted) {
        Long[] groups =
                wanted.groups() == null ? new Long[0] : wanted.groups().toArray(Long[]::new);
        if (!caller.allHosts()
                && (groups.length == 0
                        || !caller.hostGroups().containsAll(Arrays.asList(groups)))) {
            return new Answer.Missing(); // a host in no group would not be seen by who brought it
        }
        return database.inTransaction(
                tx -> {
                    tx.createUpdate("delete from meter_code where expires_at < :old")
                            .bind("old", clock.instant().minus(MEMORY))
                            .execute();
                    if (open(tx) >= MOST_OPEN) {
                        return new Answer.TooMany();
                    }
                    if (known(tx, groups) != groups.length) {
                        return new Answer.Missing();
                    }
                    return made(tx, caller, wanted, groups);
                });
    }

    private static long open(Handle tx) {
        return tx.createQuery("select count(*) from meter_code where used_key is null")
                .mapTo(Long.class)
                .one();
    }

    private static long known(Handle tx, Long[] groups) {
        return tx.createQuery("select count(*) from meter_host_group where id = any(:groups)")
                .bind("groups", groups)
                .mapTo(Long.class)
                .one();
    }

    private Answer made(Handle tx, Caller caller, Wanted wanted, Long[] groups) {
        String code = draw();
        Instant now = clock.instant();
        List<Long> id =
                tx.createQuery(
                                """
                                insert into meter_code
                                  (hash, title, groups, host_id, made_by, made_at, expires_at)
                                select :hash, :title, :groups, :host, :by, :now, :expires
                                where cast(:host as bigint) is null
                                  or exists (select 1 from meter_host where id = :host)
                                returning id
                                """)
                        .bind("hash", hash(code))
                        .bind("title", wanted.title())
                        .bind("groups", groups)
                        .bind("host", wanted.host())
                        .bind("by", caller.name())
                        .bind("now", now)
                        .bind("expires", now.plus(LIFE))
                        .mapTo(Long.class)
                        .list();
        if (id.isEmpty()) {
            return new Answer.Missing();
        }
        audit.record(
                tx,
                caller,
                "agent-code.create",
                "agent-code:" + id.getFirst(),
                Map.of("title", String.valueOf(wanted.title())));
        return new Answer.Given(new Made(id.getFirst(), code, now.plus(LIFE)));
    }

    /** Those that nobody has used and that still work, newest first. */
    public List<Open> open(Caller caller) {
        return database.with(
                handle ->
                        handle.createQuery(
                                        """
                                        select id, title, made_by, expires_at from meter_code
                                        where used_key is null and expires_at > :now
                                          and (:all or groups && :own)
                                        order by id desc
                                        """)
                                .bind("now", clock.instant())
                                .bind("all", caller.allHosts())
                                .bindArray("own", Long.class, caller.hostGroups())
                                .map(
                                        (row, context) ->
                                                new Open(
                                                        row.getLong("id"),
                                                        row.getString("title"),
                                                        row.getString("made_by"),
                                                        row.getTimestamp("expires_at").toInstant()))
                                .list());
    }

    /** Takes an open one back; whether there was one. */
    public boolean withdraw(Caller caller, long id) {
        return database.inTransaction(
                tx -> {
                    int gone =
                            tx.createUpdate(
                                            """
                                            delete from meter_code
                                            where id = :id and used_key is null
                                              and (:all or groups && :own)
                                            """)
                                    .bind("id", id)
                                    .bind("all", caller.allHosts())
                                    .bindArray("own", Long.class, caller.hostGroups())
                                    .execute();
                    if (gone > 0) {
                        audit.record(
                                tx, caller, "agent-code.withdraw", "agent-code:" + id, Map.of());
                    }
                    return gone > 0;
                });
    }

    private String draw() {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            if (i > 0 && i % 4 == 0) {
                code.append('-');
            }
            code.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
        }
        return code.toString();
    }

    /** Of the code as somebody may have typed it. */
    static String hash(String code) {
        String plain = code.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(plain.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
