package relais.voice.sending;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.gateway.message.Lane;
import relais.platform.db.Database;
import relais.platform.json.Json;
import relais.platform.live.LiveFeed;
import relais.voice.message.Messages;
import relais.voice.message.Status;
import relais.voice.outgoing.NewOutgoing;
import relais.voice.outgoing.Outbox;
import relais.voice.poll.PollDefinition;
import relais.voice.reports.SendingTally;

/** One step of releasing: the next few hundred questions of each poll that is being sent. */
public final class Release {
    /** Released at most in one transaction: keeps a stop from waiting behind a long statement. */
    static final int BATCH = 1_000;

    /** What may be out of our hands per channel: enough to keep it busy, little to take back. */
    private static final Duration AHEAD = Duration.ofSeconds(2);

    /** A question nobody has received after this is not worth disturbing anybody for. */
    private static final Duration WORTH_SENDING = Duration.ofDays(2);

    /** The release counts on one shard of the counters: polls are released one batch at a time. */
    private static final int SHARD = 1_000;

    private static final int RELEASED = 1;
    private static final int DROPPED = 2;

    private final Database database;
    private final Outbox outbox;
    private final LiveFeed live;
    private final Pace pace;
    private final QuietHours quiet;
    private final InstantSource clock;

    public Release(
            Database database,
            Outbox outbox,
            LiveFeed live,
            Pace pace,
            QuietHours quiet,
            InstantSource clock) {
        this.database = database;
        this.outbox = outbox;
        this.live = live;
        this.pace = pace;
        this.quiet = quiet;
        this.clock = clock;
    }

    /** Releases what may be released now; answers how many questions went out. */
    public int step() {
        if (!quiet.remaining(clock.instant()).isZero()) {
            return 0;
        }
        int released = 0;
        for (long poll : beingSent()) {
            released += database.inTransaction(tx -> release(tx, poll));
        }
        return released;
    }

    /** Whether any poll still has questions to release. */
    boolean pending() {
        return !beingSent().isEmpty();
    }

    private List<Long> beingSent() {
        return database.with(
                handle ->
                        handle.createQuery(
                                        """
                                        select id from voice_poll
                                        where sending and state = 'RUNNING' order by started_at
                                        """)
                                .mapTo(Long.class)
                                .list());
    }

    /** The poll's row is locked: a pause or stop by a person takes effect between two batches. */
    private int release(Handle tx, long poll) {
        String json =
                tx.createQuery(
                                """
                                select definition::text from voice_poll
                                where id = :poll and sending and state = 'RUNNING'
                                for update skip locked
                                """)
                        .bind("poll", poll)
                        .mapTo(String.class)
                        .findOne()
                        .orElse("");
        if (json.isEmpty()) {
            return 0;
        }
        PollDefinition definition = definition(json);
        String channel =
                definition.channel() == null ? pace.defaultChannel() : definition.channel();
        int room = room(channel);
        if (room == 0) {
            return 0;
        }
        List<Recipient> next = next(tx, poll, room);
        if (next.isEmpty()) {
            tx.execute("update voice_poll set sending = false where id = ?", poll);
        } else {
            send(tx, poll, definition, channel, next);
        }
        live.changed(tx, "poll:" + poll);
        return next.size();
    }

    private int room(String channel) {
        if (channel.isEmpty()) {
            return 0;
        }
        long ahead = (long) Math.ceil(pace.ratePerSecond(channel) * AHEAD.toSeconds());
        return (int) Math.clamp(ahead - pace.waiting(channel), 0, BATCH);
    }

    /** Who stops in this moment is told apart by the gateway, docs/decisions/071-last-gate.md. */
    private static List<Recipient> next(Handle tx, long poll, int room) {
        return tx.createQuery(
                        """
                        select c.id, c.address, c.language, c.stopped_at is not null as stopped
                        from voice_recipient r join voice_contact c on c.id = r.contact_id
                        where r.poll_id = :poll and r.state = 0
                        order by r.contact_id limit :room
                        """)
                .bind("poll", poll)
                .bind("room", room)
                .map(
                        (row, context) ->
                                new Recipient(
                                        row.getLong("id"),
                                        row.getString("address"),
                                        row.getString("language"),
                                        row.getBoolean("stopped")))
                .list();
    }

    private void send(
            Handle tx,
            long poll,
            PollDefinition definition,
            String channel,
            List<Recipient> recipients) {
        Instant now = clock.instant();
        List<NewOutgoing> questions = new ArrayList<>();
        for (Recipient r : recipients) {
            if (!r.stopped()) {
                questions.add(
                        new NewOutgoing(
                                r.contact(),
                                r.address(),
                                channel,
                                definition.questionIn(r.language()),
                                Lane.BULK,
                                "poll.question",
                                poll,
                                null,
                                now.plus(WORTH_SENDING)));
            }
        }
        long[] ids = Messages.ids(tx, questions.size());
        outbox.write(tx, questions, ids, List.of());
        Map<Boolean, List<Recipient>> byStopped =
                recipients.stream().collect(Collectors.partitioningBy(Recipient::stopped));
        mark(tx, poll, RELEASED, now, byStopped.getOrDefault(false, List.of()), ids);
        mark(tx, poll, DROPPED, now, byStopped.getOrDefault(true, List.of()), new long[0]);
        SendingTally.add(tx, poll, Status.QUEUED.ordinal(), SHARD, questions.size());
    }

    private static void mark(
            Handle tx, long poll, int state, Instant at, List<Recipient> people, long[] messages) {
        if (people.isEmpty()) {
            return;
        }
        Long[] contacts = people.stream().map(Recipient::contact).toArray(Long[]::new);
        Long[] ids = new Long[contacts.length];
        for (int i = 0; i < messages.length; i++) {
            ids[i] = messages[i];
        }
        tx.createUpdate(
                        """
                        update voice_recipient r
                        set state = :state, asked_at = :at, message_id = u.message
                        from unnest(:contacts::bigint[], :messages::bigint[]) as u(contact, message)
                        where r.poll_id = :poll and r.contact_id = u.contact
                        """)
                .bind("state", state)
                .bind("at", at)
                .bind("contacts", contacts)
                .bind("messages", ids)
                .bind("poll", poll)
                .execute();
    }

    private static PollDefinition definition(String json) {
        try {
            return Json.read(json, PollDefinition.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Recipient(
            long contact, String address, @Nullable String language, boolean stopped) {}
}
