package relais.meter.collecting;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.platform.db.Database;
import relais.platform.live.LiveFeed;

/**
 * When each host was heard and what could not be kept of it. Noted in memory and written together
 * every few seconds: a thousand agents must not be a thousand transactions. What a crash takes is
 * heard again with the next push, counts apart. Thread safe.
 */
public final class Attendance {
    /** Sheets that wait on a busy agent although it keeps up: with more it sends in two lanes. */
    static final int KEEPS_UP = 8;

    private final Database database;
    private final LiveFeed live;
    private final Map<Long, Note> notes = new HashMap<>();

    public Attendance(Database database, LiveFeed live) {
        this.database = database;
        this.live = live;
    }

    /**
     * How far an agent is.
     *
     * @param newest time of the newest sheet of the batch
     * @param waiting sheets that it still has, as it said in that sheet
     */
    record Progress(boolean backlog, Instant newest, long waiting) {}

    private static final class Note {
        private @Nullable Heard heard;
        private @Nullable Progress live;
        private @Nullable Instant backlog;
        private long tooOld;
        private long tooFar;
        private long refused;
        private @Nullable String why;
    }

    synchronized void heard(Member member, Heard heard, Progress progress) {
        Note note = note(member);
        note.heard = heard;
        if (progress.backlog()) {
            note.backlog = progress.newest();
        } else {
            note.live = progress;
        }
    }

    synchronized void refused(Member member, Heard heard, String why) {
        Note note = note(member);
        note.heard = heard;
        note.refused++;
        note.why = why;
    }

    synchronized void lost(Member member, int tooOld, int tooFar) {
        if (tooOld + tooFar > 0) {
            Note note = note(member);
            note.tooOld += tooOld;
            note.tooFar += tooFar;
        }
    }

    /** Readings beyond a bound, while the rest of their sheets was kept. */
    synchronized void left(Member member, long readings, String why) {
        Note note = note(member);
        note.refused += readings;
        note.why = why;
    }

    private Note note(Member member) {
        return notes.computeIfAbsent(member.id, id -> new Note());
    }

    private synchronized Map<Long, Note> take() {
        Map<Long, Note> taken = new HashMap<>(notes);
        notes.clear();
        return taken;
    }

    /** Writes what was noted since the last time, and tells the screens. */
    public void write() {
        Map<Long, Note> taken = take();
        if (taken.isEmpty()) {
            return;
        }
        database.useTransaction(
                tx -> {
                    // Always in the same order, so that two that write never wait for each other.
                    for (Long host : taken.keySet().stream().sorted().toList()) {
                        write(tx, host, taken.get(host));
                    }
                });
        List<String> changed = new ArrayList<>(List.of("hosts"));
        taken.keySet().forEach(host -> changed.add("host:" + host));
        changed.forEach(live::changed);
    }

    private static void write(Handle tx, long host, @Nullable Note note) {
        if (note == null) {
            return;
        }
        Heard heard = note.heard;
        Progress now = note.live;
        tx.createUpdate(
                        """
                        update meter_host set
                          seen_at = coalesce(:seen, seen_at),
                          clock_offset_ms = coalesce(:offset, clock_offset_ms),
                          address = coalesce(:address, address),
                          version = coalesce(:version, version),
                          newest_at = coalesce(:newest, newest_at),
                          backlog_sheets = coalesce(:waiting, backlog_sheets),
                          backlog_since = case when coalesce(:waiting, backlog_sheets) <= :few
                            then null else coalesce(:backlog, backlog_since) end,
                          too_old = too_old + :tooOld, too_far = too_far + :tooFar,
                          refused = refused + :refused,
                          refused_why = coalesce(:why, refused_why)
                        where id = :host
                        """)
                .bind("host", host)
                .bind("seen", heard == null ? null : heard.at())
                .bind("offset", heard == null ? null : heard.clockOffsetMs())
                .bind("address", heard == null ? null : heard.address())
                .bind("version", heard == null ? null : heard.version())
                .bind("newest", now == null ? null : now.newest())
                .bind("waiting", now == null ? null : now.waiting())
                .bind("few", KEEPS_UP)
                .bind("backlog", note.backlog)
                .bind("tooOld", note.tooOld)
                .bind("tooFar", note.tooFar)
                .bind("refused", note.refused)
                .bind("why", note.why)
                .execute();
    }
}
