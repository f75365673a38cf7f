package relais.meter.collecting;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.agent.centre.Reply;
import relais.agent.centre.SignedText;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.identity.Caller;
import relais.platform.live.LiveFeed;

/**
 * Makes a host of an agent that brings a code, and gives it the name under which it writes from
 * then on. The same code with the same key is answered alike; see docs/formats/agent-batch.md.
 */
public final class Pairings {
    /** Bytes of a form with a code, a name and a key. */
    public static final int LARGEST_FORM = 4 << 10;

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_KEY = 200;

    /** Machines of one name, as cloned ones have; then somebody should give them names. */
    private static final int MOST_ALIKE = 1_000;

    private static final Pattern NO_NAME = Pattern.compile("[^a-z0-9._-]+");

    private final Database database;
    private final Audit audit;
    private final LiveFeed live;
    private final InstantSource clock;

    public Pairings(Database database, Audit audit, LiveFeed live, InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.live = live;
        this.clock = clock;
    }

    /** What an agent sends. */
    private record Form(String code, String host, String key, String signature) {

        /** What is missing is empty. */
        static Form of(String text) {
            Map<String, String> form = new HashMap<>();
            for (String pair : text.split("&", -1)) {
                int is = pair.indexOf('=');
                try {
                    form.put(
                            pair.substring(0, Math.max(is, 0)),
                            URLDecoder.decode(pair.substring(is + 1), StandardCharsets.UTF_8));
                } catch (IllegalArgumentException broken) {
                    continue; // what is missing is refused by who needs it
                }
            }
            return new Form(
                    form.getOrDefault("code", ""),
                    form.getOrDefault("host", ""),
                    form.getOrDefault("key", ""),
                    form.getOrDefault("signature", ""));
        }

        @Override
        public String toString() {
            return "Form[" + host + "]";
        }
    }

    private sealed interface Result {
        /** Its name from now on. */
        record Paired(String agent) implements Result {}

        record Refused(String reason) implements Result {}
    }

    private record Code(
            long id,
            @Nullable String title,
            List<Long> groups,
            @Nullable Long host,
            Instant expiresAt,
            @Nullable String usedKey,
            @Nullable Long paired) {}

    /** Answers the form of an agent, whatever way it came: 200 with its name, or 403. */
    public Reply pair(String form) {
        return switch (pair(Form.of(form))) {
            case Result.Paired(String agent) ->
                    new Reply(200, Map.of(Reply.AGENT, agent), "paired");
            case Result.Refused(String reason) -> new Reply(403, Map.of(), reason);
        };
    }

    private Result pair(Form form) {
        if (form.key().length() > LONGEST_KEY || form.host().isBlank()) {
            return new Result.Refused("a host has a name and an Ed25519 key");
        }
        String text = SignedText.ofPairing(form.code(), form.host(), form.key());
        if (!SignedText.isSigned(text, form.key(), form.signature())) {
            return new Result.Refused("the signature is not this key's");
        }
        return database.inTransaction(tx -> pair(tx, form));
    }

    private Result pair(Handle tx, Form form) {
        Optional<Code> found =
                tx.createQuery("select * from meter_code where hash = :hash for update")
                        .bind("hash", Codes.hash(form.code()))
                        .map((row, context) -> code(row))
                        .findOne();
        if (found.isEmpty()) {
            return new Result.Refused("this code is not known");
        }
        Code code = found.get();
        if (code.usedKey() != null) {
            return code.usedKey().equals(form.key()) && code.paired() != null
                    ? new Result.Paired(nameOf(tx, code.paired()))
                    : new Result.Refused("this code was used by another agent");
        }
        if (code.expiresAt().isBefore(clock.instant())) {
            return new Result.Refused("this code is too old; make a new one");
        }
        long host = code.host() != null ? again(tx, code.host(), form) : add(tx, code, form);
        tx.execute(
                "update meter_code set used_key = ?, paired_host_id = ? where id = ?",
                form.key(),
                host,
                code.id());
        String name = nameOf(tx, host);
        audit.record(tx, agent(name), "host.pair", "host:" + host, Map.of("name", name));
        live.changed(tx, "hosts");
        Members.changed(tx, live);
        return new Result.Paired(name);
    }

    private static Code code(ResultSet row) throws SQLException {
        return new Code(
                row.getLong("id"),
                row.getString("title"),
                List.of((Long[]) row.getArray("groups").getArray()),
                row.getObject("host_id", Long.class),
                row.getTimestamp("expires_at").toInstant(),
                row.getString("used_key"),
                row.getObject("paired_host_id", Long.class));
    }

    private static Caller agent(String name) {
        return new Caller(0, "agent " + name, Set.of(), false, Set.of(), Locale.ROOT);
    }

    private static String nameOf(Handle tx, long host) {
        return tx.createQuery("select name from meter_host where id = :id")
                .bind("id", host)
                .mapTo(String.class)
                .one();
    }

    private long again(Handle tx, long host, Form form) {
        tx.execute(
                "update meter_host set key = ?, paired_at = ?, revoked_at = null where id = ?",
                form.key(),
                java.sql.Timestamp.from(clock.instant()),
                host);
        return host;
    }

    private long add(Handle tx, Code code, Form form) {
        String title = code.title() == null || code.title().isBlank() ? form.host() : code.title();
        long host = add(tx, form.host(), title, form.key());
        tx.createUpdate(
                        """
                        insert into meter_host_in_group (host_id, group_id)
                        select :host, id from meter_host_group where id = any(:groups)
                        """)
                .bind("host", host)
                .bind("groups", code.groups().toArray(Long[]::new))
                .execute();
        return host;
    }

    private long add(Handle tx, String called, String title, @Nullable String key) {
        String base = name(called);
        Optional<Long> history = takeOver(tx, base, key);
        if (history.isPresent()) {
            return history.get();
        }
        for (int i = 1; i <= MOST_ALIKE; i++) {
            Optional<Long> id =
                    tx.createQuery(
                                    """
                                    insert into meter_host (name, title, key, paired_at)
                                    values (:name, :title, :key, :now)
                                    on conflict (name) do nothing returning id
                                    """)
                            .bind("name", i == 1 ? base : base + "-" + i)
                            .bind("title", cut(title.replaceAll("\\p{Cntrl}", " "), LONGEST_TITLE))
                            .bind("key", key)
                            .bind("now", clock.instant())
                            .mapTo(Long.class)
                            .findOne();
            if (id.isPresent()) {
                return id.get();
            }
        }
        throw new IllegalStateException("too many hosts are called " + base);
    }

    /** A host of which there is only history: it had no agent yet. */
    private Optional<Long> takeOver(Handle tx, String name, @Nullable String key) {
        return tx.createQuery(
                        """
                        update meter_host set key = :key, paired_at = :now, revoked_at = null
                        where name = :name and key = '' returning id
                        """)
                .bind("name", name)
                .bind("key", key)
                .bind("now", clock.instant())
                .mapTo(Long.class)
                .findOne();
    }

    /** Leaves room for what tells machines of one name apart. */
    static String name(String called) {
        String name = NO_NAME.matcher(called.strip().toLowerCase(Locale.ROOT)).replaceAll("-");
        return cut(name, LONGEST_NAME - 5);
    }

    static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }

    /**
     * The host that this process itself runs on; made when it is not there. There is one, and it
     * stays the same when the machine is called otherwise, as a container is at each start.
     */
    public String own(String called) {
        return database.inTransaction(
                tx -> {
                    Optional<String> known =
                            tx.createQuery(
                                            "select name from meter_host where key is null order by id limit 1")
                                    .mapTo(String.class)
                                    .findOne();
                    if (known.isPresent()) {
                        return known.get();
                    }
                    String made = nameOf(tx, add(tx, called, called, null));
                    live.changed(tx, "hosts");
                    return made;
                });
    }
}
