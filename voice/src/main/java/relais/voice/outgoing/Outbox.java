package relais.voice.outgoing;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import relais.gateway.message.Lane;
import relais.gateway.message.Outgoing;
import relais.gateway.message.Topics;
import relais.platform.json.Json;
import relais.platform.queue.Item;
import relais.platform.queue.Queue;
import relais.voice.message.Direction;
import relais.voice.message.Inbox;
import relais.voice.message.Messages;
import relais.voice.message.NewMessage;

/** Stores outgoing messages and queues them for their channel, both or neither. */
public final class Outbox {
    /** By why; there are as many as rooms that send. */
    private final Map<String, byte[]> traces = new ConcurrentHashMap<>();

    private final Queue queue;
    private final InstantSource clock;

    public Outbox(Queue queue, InstantSource clock) {
        this.queue = queue;
        this.clock = clock;
    }

    /**
     * Sends to those who have not asked to stop.
     *
     * @return contact id → message id; people who stopped are absent
     */
    public Map<Long, Long> send(Handle tx, List<NewOutgoing> wanted) {
        Set<Long> stopped = stopped(tx, wanted);
        List<NewOutgoing> allowed =
                wanted.stream().filter(m -> !stopped.contains(m.contactId())).toList();
        long[] ids = Messages.ids(tx, allowed.size());
        write(tx, allowed, ids, List.of());
        Map<Long, Long> sent = new HashMap<>();
        for (int i = 0; i < ids.length; i++) {
            sent.put(allowed.get(i).contactId(), ids[i]);
        }
        return sent;
    }

    /**
     * Stores and queues without asking whether people stopped: for the hot path, which knows, and
     * for the confirmation of a stop itself. {@code others} are stored in the same statement.
     */
    public void write(Handle tx, List<NewOutgoing> out, long[] ids, List<NewMessage> others) {
        Instant now = clock.instant();
        List<NewMessage> rows = new ArrayList<>(others.size() + out.size());
        rows.addAll(others);
        Map<ChannelLane, List<Item>> queued = new HashMap<>();
        for (int i = 0; i < out.size(); i++) {
            NewOutgoing m = out.get(i);
            rows.add(row(m, ids[i], now));
            queued.computeIfAbsent(
                            new ChannelLane(m.channel(), m.lane()), lane -> new ArrayList<>())
                    .add(item(m, ids[i]));
        }
        Messages.insert(tx, rows);
        queued.forEach((to, items) -> queue.enqueue(tx, Topics.mt(to.channel(), to.lane()), items));
    }

    private record ChannelLane(String channel, Lane lane) {}

    private NewMessage row(NewOutgoing m, long id, Instant now) {
        return new NewMessage(
                id,
                Direction.OUT,
                m.contactId(),
                m.channel(),
                m.text(),
                now,
                m.pollId(),
                Inbox.NONE,
                Inbox.Kind.NONE,
                m.inReplyTo(),
                traces.computeIfAbsent(m.why(), why -> Json.bytes(Map.of("by", why))),
                null);
    }

    private static Item item(NewOutgoing m, long id) {
        Outgoing body =
                new Outgoing(
                        id,
                        m.channel(),
                        "",
                        m.address(),
                        m.text(),
                        m.lane(),
                        m.expiresAt(),
                        null,
                        m.despiteStop());
        return new Item(Long.toString(id), m.address(), Json.bytes(body));
    }

    private static Set<Long> stopped(Handle tx, List<NewOutgoing> wanted) {
        if (wanted.isEmpty()) {
            return Set.of();
        }
        Long[] contacts = wanted.stream().map(NewOutgoing::contactId).toArray(Long[]::new);
        return new HashSet<>(
                tx.createQuery(
                                """
                                select id from voice_contact
                                where id = any(:contacts) and stopped_at is not null
                                for share
                                """)
                        .bind("contacts", contacts)
                        .mapTo(Long.class)
                        .list());
    }
}
