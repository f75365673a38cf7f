package relais.voice.message;

import java.util.List;
import org.jdbi.v3.core.Handle;
import relais.platform.db.BinaryCopy;

/** Puts messages into their table, a batch at a time. */
public final class Messages {
    private static final String TARGET =
            """
            voice_message (id, direction, contact_id, channel, text, at, status, poll_id, inbox,
                inbox_kind, in_reply_to, trace, source)\
            """;
    private static final int COLUMNS = 13;

    private Messages() {}

    /** Reserves {@code count} ids in one round trip, ascending. */
    public static long[] ids(Handle tx, int count) {
        List<Long> ids =
                tx.createQuery("select nextval('voice_message_id') from generate_series(1, :n)")
                        .bind("n", count)
                        .mapTo(Long.class)
                        .list();
        return ids.stream().mapToLong(Long::longValue).toArray();
    }

    /** Stores the rows; outgoing ones as {@link Status#QUEUED}. */
    public static void insert(Handle tx, List<NewMessage> messages) {
        BinaryCopy rows = new BinaryCopy(COLUMNS);
        for (NewMessage m : messages) {
            rows.row()
                    .int8(m.id())
                    .int2(m.direction().ordinal())
                    .int8(m.contactId())
                    .text(m.channel())
                    .text(m.text())
                    .timestamptz(m.at())
                    .int2(Status.QUEUED.ordinal())
                    .int8OrNull(m.pollId())
                    .int2(m.inbox().ordinal())
                    .int2(m.inboxKind().ordinal())
                    .int8OrNull(m.inReplyTo())
                    .jsonb(m.trace())
                    .text(m.source());
        }
        rows.into(tx, TARGET);
    }
}
