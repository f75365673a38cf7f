package relais.voice.inbound;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.platform.json.Json;
import relais.voice.poll.PollDefinition;
import relais.voice.rules.Categoriser;

/** The polls a reply may belong to, read each batch; compiled once a version. */
final class LivePolls {
    /** As long as late replies are attributed; see AttributionLimits. */
    private static final Duration LATE = Duration.ofDays(7);

    /** More polls than anybody runs at once; the oldest are left out beyond it. */
    private static final int MOST = 500;

    private final Map<Long, LivePoll> compiled = new ConcurrentHashMap<>();

    /** By id. One small statement; a definition travels only when its version is new. */
    Map<Long, LivePoll> load(Handle tx, Instant now) {
        List<Known> known =
                tx.createQuery(
                                """
                                select id, version, closed_at from voice_poll
                                where state in ('RUNNING', 'PAUSED') or closed_at > :since
                                order by started_at desc limit :most
                                """)
                        .bind("since", now.minus(LATE))
                        .bind("most", MOST)
                        .map(
                                (row, context) ->
                                        new Known(
                                                row.getLong("id"),
                                                row.getInt("version"),
                                                instant(row.getTimestamp("closed_at"))))
                        .list();
        List<Long> stale = new ArrayList<>();
        for (Known each : known) {
            LivePoll poll = compiled.get(each.id());
            if (poll == null || poll.version() != each.version()) {
                stale.add(each.id());
            }
        }
        compile(tx, stale);
        Map<Long, LivePoll> live = new HashMap<>();
        for (Known each : known) {
            LivePoll poll = compiled.get(each.id());
            if (poll != null) {
                live.put(
                        each.id(),
                        new LivePoll(
                                poll.id(),
                                poll.version(),
                                poll.definition(),
                                poll.rules(),
                                each.closedAt()));
            }
        }
        compiled.keySet().retainAll(live.keySet());
        return live;
    }

    private void compile(Handle tx, List<Long> polls) {
        if (polls.isEmpty()) {
            return;
        }
        tx.createQuery("select id, version, definition::text from voice_poll where id = any(:ids)")
                .bind("ids", polls.toArray(Long[]::new))
                .map(
                        (row, context) -> {
                            PollDefinition definition = read(row.getString("definition"));
                            return new LivePoll(
                                    row.getLong("id"),
                                    row.getInt("version"),
                                    definition,
                                    Categoriser.compile(definition),
                                    null);
                        })
                .forEach(poll -> compiled.put(poll.id(), poll));
    }

    private static PollDefinition read(String json) {
        try {
            return Json.read(json, PollDefinition.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }

    private record Known(long id, int version, @Nullable Instant closedAt) {}
}
