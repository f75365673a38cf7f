package relais.voice.inbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.gateway.message.Lane;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.identity.Caller;
import relais.platform.live.LiveFeed;
import relais.voice.contact.Sight;
import relais.voice.message.Direction;
import relais.voice.message.Inbox;
import relais.voice.message.Status;
import relais.voice.outgoing.NewOutgoing;
import relais.voice.outgoing.Outbox;

/** Reads, answers and ticks off what one person wrote. */
public final class Conversation {
    /** Ten GSM parts of 153: what one person of ours may write to another in one go. */
    private static final int TEXT_LIMIT = 1_530;

    private final Database database;
    private final Outbox outbox;
    private final Audit audit;
    private final LiveFeed live;

    public Conversation(Database database, Outbox outbox, Audit audit, LiveFeed live) {
        this.database = database;
        this.outbox = outbox;
        this.audit = audit;
        this.live = live;
    }

    private record Recipient(
            long contactId, String address, boolean stopped, @Nullable String channel) {}

    /**
     * What was said, newest first; empty when there is no such person for this caller.
     *
     * @param after the last id of the page before; 0 for the first
     */
    public Optional<List<Talk>> with(Sight sight, long contact, long after, int limit) {
        return database.inTransaction(
                tx ->
                        recipient(tx, sight, contact)
                                .map(known -> messages(tx, contact, after, limit)));
    }

    private static List<Talk> messages(Handle tx, long contact, long after, int limit) {
        return tx.createQuery(
                        """
                        select m.id, m.direction, m.text, m.at, m.status, m.channel, m.poll_id,
                            p.name as poll_name
                        from voice_message m
                        left join voice_poll p on p.id = m.poll_id
                        where m.contact_id = :contact and (:after = 0 or m.id < :after)
                        order by m.id desc limit :limit
                        """)
                .bind("contact", contact)
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> talk(row))
                .list();
    }

    private static Talk talk(ResultSet row) throws SQLException {
        boolean out = row.getInt("direction") == Direction.OUT.ordinal();
        return new Talk(
                row.getLong("id"),
                out ? "out" : "in",
                row.getString("text"),
                row.getTimestamp("at").toInstant(),
                out ? statusWord(row.getInt("status")) : null,
                row.getString("channel"),
                row.getObject("poll_id", Long.class),
                row.getString("poll_name"));
    }

    /** A message and the person it was said with. */
    public record Said(long contactId, Talk talk) {}

    /** Of these messages, those of people that the caller may see, oldest first. */
    public List<Said> these(Sight sight, Set<Long> ids) {
        return database.with(
                handle ->
                        handle.createQuery(
                                        """
                                        select m.id, m.direction, m.text, m.at, m.status, m.channel,
                                            m.poll_id, p.name as poll_name, m.contact_id
                                        from voice_message m
                                        left join voice_poll p on p.id = m.poll_id
                                        where m.id = any(:ids) and %s order by m.id
                                        """
                                                .formatted(sight.condition("m.contact_id")))
                                .bind("ids", ids.toArray(Long[]::new))
                                .bind("sight", sight.groupIds())
                                .map(
                                        (row, context) ->
                                                new Said(row.getLong("contact_id"), talk(row)))
                                .list());
    }

    private static String statusWord(int stored) {
        return Status.of(stored).name().toLowerCase(Locale.ROOT);
    }

    /** Answers a message by the channel it came by. */
    public Written reply(Caller caller, long message, String text) {
        return database.inTransaction(
                tx -> {
                    Optional<Recipient> sender = senderOf(tx, Sight.of(caller), message);
                    return sender.isEmpty()
                            ? new Written.Missing()
                            : write(tx, caller, sender.get(), text, message);
                });
    }

    /**
     * Writes to a person.
     *
     * @param channel by which; null for the one we last spoke by
     */
    public Written send(Caller caller, long contact, String text, @Nullable String channel) {
        return database.inTransaction(
                tx -> {
                    Optional<Recipient> person = recipient(tx, Sight.of(caller), contact);
                    if (person.isEmpty()) {
                        return new Written.Missing();
                    }
                    Recipient known = person.get();
                    String by = channel == null ? known.channel() : channel;
                    return write(
                            tx,
                            caller,
                            new Recipient(contact, known.address(), known.stopped(), by),
                            text,
                            null);
                });
    }

    private Written write(
            Handle tx, Caller caller, Recipient to, String text, @Nullable Long inReplyTo) {
        String said = text.strip();
        if (said.isEmpty() || said.length() > TEXT_LIMIT) {
            return new Written.Refused("text-length", "write 1 to " + TEXT_LIMIT + " characters");
        }
        if (to.channel() == null) {
            return new Written.Refused(
                    "channel-needed", "we never spoke with this person: say which channel to use");
        }
        if (!to.address().startsWith("+")) {
            return new Written.Refused(
                    "cannot-be-answered", to.address() + " is not a person's number");
        }
        if (to.stopped()) {
            return personStopped();
        }
        String why = inReplyTo == null ? "person.message" : "inbox.reply";
        Map<Long, Long> sent =
                outbox.send(
                        tx,
                        List.of(
                                new NewOutgoing(
                                        to.contactId(),
                                        to.address(),
                                        to.channel(),
                                        said,
                                        Lane.REPLY,
                                        why,
                                        null,
                                        inReplyTo,
                                        null)));
        Long id = sent.get(to.contactId());
        if (id == null) {
            return personStopped();
        }
        audit.record(tx, caller, why, "message:" + id, Map.of("contact", to.contactId()));
        live.changed(tx, "inbox");
        return new Written.Ok(id);
    }

    private static Written personStopped() {
        return new Written.Refused(
                "person-stopped", "this person asked not to be written to; nothing was sent");
    }

    /** Ticks a message off; {@link #reopen} undoes it. */
    public Written done(Caller caller, long message) {
        return move(caller, message, Inbox.OPEN, Inbox.DONE, "inbox.done");
    }

    public Written reopen(Caller caller, long message) {
        return move(caller, message, Inbox.DONE, Inbox.OPEN, "inbox.reopen");
    }

    private Written move(Caller caller, long message, Inbox from, Inbox to, String action) {
        return database.inTransaction(
                tx -> {
                    if (senderOf(tx, Sight.of(caller), message).isEmpty()) {
                        return new Written.Missing();
                    }
                    int moved =
                            tx.createUpdate(
                                            """
                                            update voice_message set inbox = :to
                                            where id = :id and inbox = :from
                                            """)
                                    .bind("id", message)
                                    .bind("from", from.ordinal())
                                    .bind("to", to.ordinal())
                                    .execute();
                    if (moved > 0) {
                        audit.record(tx, caller, action, "message:" + message, Map.of());
                        live.changed(tx, "inbox");
                    }
                    return new Written.Ok(message);
                });
    }

    /** The sender of an inbox message and the channel it came by. */
    private static Optional<Recipient> senderOf(Handle tx, Sight sight, long message) {
        return tx.createQuery(
                        """
                        select m.contact_id, c.address, c.stopped_at is not null as stopped, m.channel
                        from voice_message m join voice_contact c on c.id = m.contact_id
                        where m.id = :id and m.direction = 0 and %s
                        """
                                .formatted(sight.condition("m.contact_id")))
                .bind("id", message)
                .bind("sight", sight.groupIds())
                .map(
                        (row, context) ->
                                new Recipient(
                                        row.getLong(1),
                                        row.getString(2),
                                        row.getBoolean(3),
                                        row.getString(4)))
                .findOne();
    }

    private static Optional<Recipient> recipient(Handle tx, Sight sight, long contact) {
        return tx.createQuery(
                        """
                        select c.address, c.stopped_at is not null as stopped,
                            (select m.channel from voice_message m where m.contact_id = c.id
                             order by m.id desc limit 1) as channel
                        from voice_contact c where c.id = :id and %s
                        """
                                .formatted(sight.condition("c.id")))
                .bind("id", contact)
                .bind("sight", sight.groupIds())
                .map(
                        (row, context) ->
                                new Recipient(
                                        contact,
                                        row.getString(1),
                                        row.getBoolean(2),
                                        row.getString(3)))
                .findOne();
    }
}
