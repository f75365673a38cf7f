package relais.voice.reports;

import org.jdbi.v3.core.Handle;

/** Live counters of a poll's outgoing messages by status; see voice_sending_tally. */
public final class SendingTally {
    private SendingTally() {}

    /** Moves one counter. {@code shard} keeps workers from waiting for each other's rows. */
    public static void add(Handle tx, long poll, int status, int shard, long messages) {
        tx.createUpdate(
                        """
                        insert into voice_sending_tally (poll_id, status, shard, messages)
                        values (:poll, :status, :shard, :messages)
                        on conflict (poll_id, status, shard)
                        do update set messages = voice_sending_tally.messages + excluded.messages
                        """)
                .bind("poll", poll)
                .bind("status", status)
                .bind("shard", shard)
                .bind("messages", messages)
                .execute();
    }
}
