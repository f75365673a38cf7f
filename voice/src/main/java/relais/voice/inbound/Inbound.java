package relais.voice.inbound;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import relais.gateway.message.Incoming;
import relais.platform.json.Json;
import relais.platform.live.LiveFeed;
import relais.platform.queue.BatchHandler;
import relais.platform.queue.Item;
import relais.voice.attribution.Attribution;
import relais.voice.message.Messages;
import relais.voice.outgoing.Outbox;
import relais.voice.stop.StopWords;

/** Handles a batch of incoming messages of one partition: load, decide, commit. */
public final class Inbound implements BatchHandler {
    private final Outbox outbox;
    private final LiveFeed live;
    private final InstantSource clock;
    private final UnaryOperator<String> toAddress;
    private final Decide decide;
    private final FirstEar firstEar;
    private final LivePolls livePolls = new LivePolls();

    /**
     * @param toAddress a sender as the provider wrote it → an address as contacts have it
     * @param firstEar takes what is no business of voice
     */
    public Inbound(
            Outbox outbox,
            LiveFeed live,
            StopWords stopWords,
            Attribution attribution,
            UnaryOperator<String> toAddress,
            FirstEar firstEar,
            InstantSource clock) {
        this.outbox = outbox;
        this.live = live;
        this.clock = clock;
        this.toAddress = toAddress;
        this.firstEar = firstEar;
        this.decide = new Decide(stopWords, attribution);
    }

    private record Arrived(Item item, Incoming message, String address) {}

    @Override
    public void handle(Handle tx, int partition, List<Item> batch) throws IOException {
        List<Arrived> arrived = new ArrayList<>(batch.size());
        for (Item item : batch) {
            Incoming message = read(item);
            arrived.add(new Arrived(item, message, toAddress.apply(message.from())));
        }
        Effects effects = decideAll(tx, arrived);
        long[] replyIds = Messages.ids(tx, effects.replies.size());
        outbox.write(tx, effects.replies, replyIds, effects.messages);
        Commit.commit(tx, partition, effects);
        effects.changed.forEach(thing -> live.changed(tx, thing));
    }

    /** Times are kept to the microsecond, as the database keeps them: what compares equal, is. */
    private static Incoming read(Item item) throws IOException {
        Incoming m = Json.read(item.body(), Incoming.class);
        return new Incoming(
                m.channel(),
                m.providerId(),
                m.from(),
                m.to(),
                m.text(),
                m.receivedAt().truncatedTo(ChronoUnit.MICROS),
                m.parts());
    }

    private Effects decideAll(Handle tx, List<Arrived> arrived) {
        Instant now = clock.instant();
        Map<Long, LivePoll> polls = livePolls.load(tx, now);
        Set<String> senders = arrived.stream().map(Arrived::address).collect(Collectors.toSet());
        Map<String, Person> people = People.load(tx, senders, polls.keySet());
        long[] ids = Messages.ids(tx, arrived.size());
        Plan plan = new Plan(polls);
        for (int i = 0; i < ids.length; i++) {
            Arrived each = arrived.get(i);
            Person person = Objects.requireNonNull(people.get(each.address()));
            Decision decision =
                    taken(tx, each).orElseGet(() -> decide.decide(person, each.message(), polls));
            plan.add(ids[i], each.item().id(), person, each.message(), decision);
        }
        return plan.effects();
    }

    private Optional<Decision> taken(Handle tx, Arrived each) {
        String text = each.message().text();
        return firstEar.mayTake(text)
                ? firstEar.take(tx, each.address(), text).map(Decision.TakenElsewhere::new)
                : Optional.empty();
    }
}
