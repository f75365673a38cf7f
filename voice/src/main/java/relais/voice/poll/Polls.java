package relais.voice.poll;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.gateway.preview.Preview;
import relais.gateway.preview.Price;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.identity.Caller;
import relais.platform.live.LiveFeed;

/** The life of polls: each step in one transaction, in the audit log and announced to screens. */
public final class Polls {
    private final Database database;
    private final Audit audit;
    private final LiveFeed live;
    private final InstantSource clock;
    private final Sending sending;

    public Polls(
            Database database, Audit audit, LiveFeed live, InstantSource clock, Sending sending) {
        this.database = database;
        this.audit = audit;
        this.live = live;
        this.clock = clock;
        this.sending = sending;
    }

    /** Newest first, with ids below {@code before}. */
    public List<PollSummary> list(
            @Nullable PollState state, @Nullable String q, long before, int limit) {
        return database.with(handle -> PollTable.list(handle, state, q, before, limit));
    }

    public Optional<Poll> find(long id) {
        return database.with(handle -> PollTable.find(handle, id));
    }

    public PollChange create(Caller caller, PollDefinition definition) {
        List<DefinitionProblem> problems = definition.problems();
        if (!problems.isEmpty()) {
            return new PollChange.Refused(problems.getFirst());
        }
        return database.inTransaction(
                tx -> {
                    long id = PollTable.insert(tx, definition, clock.instant());
                    Poll poll = PollTable.find(tx, id).orElseThrow();
                    return done(tx, caller, "poll.create", poll);
                });
    }

    /**
     * Replaces a draft's definition; of a started poll only names, categories and confirmation, as
     * a new version that counts for answers from now on.
     */
    public PollChange edit(Caller caller, long id, PollDefinition definition) {
        List<DefinitionProblem> problems = definition.problems();
        if (!problems.isEmpty()) {
            return new PollChange.Refused(problems.getFirst());
        }
        return change(
                id,
                (tx, poll) -> {
                    boolean draft = poll.state() == PollState.DRAFT;
                    PollChange.Refused frozen =
                            draft ? null : frozen(poll.definition(), definition);
                    if (frozen != null) {
                        return frozen;
                    }
                    Poll edited =
                            new Poll(
                                    id,
                                    poll.state(),
                                    draft ? poll.version() : poll.version() + 1,
                                    definition,
                                    poll.sending(),
                                    poll.asked(),
                                    poll.createdAt(),
                                    poll.startedAt(),
                                    poll.closedAt());
                    return update(tx, caller, "poll.edit", edited);
                });
    }

    private static PollChange.@Nullable Refused frozen(PollDefinition was, PollDefinition is) {
        String field =
                was.kind() != is.kind()
                        ? "kind"
                        : !was.question().equals(is.question())
                                ? "question"
                                : !was.audience().equals(is.audience()) ? "audience" : null;
        if (field != null) {
            return new PollChange.Refused(
                    field, "frozen", "cannot change once the poll has started; make another poll");
        }
        Set<String> keys = new HashSet<>();
        is.categories().forEach(category -> keys.add(category.key()));
        for (Category category : was.categories()) {
            if (!keys.contains(category.key())) {
                return new PollChange.Refused(
                        "categories",
                        "category-kept",
                        category.key() + " may have answers; take its rules away instead");
            }
        }
        return null;
    }

    /** Removes a draft. */
    public PollChange delete(Caller caller, long id) {
        return change(
                id,
                (tx, poll) -> {
                    if (poll.state() != PollState.DRAFT) {
                        return wrongState(poll, "only a draft can be deleted; close it instead");
                    }
                    PollTable.delete(tx, id);
                    return done(tx, caller, "poll.delete", poll);
                });
    }

    /** Freezes the definition, selects the people and lets the sending begin. */
    public PollChange start(Caller caller, long id) {
        return change(
                id,
                (tx, poll) -> {
                    if (poll.state() != PollState.DRAFT) {
                        return wrongState(poll, "only a draft can be started");
                    }
                    List<DefinitionProblem> problems = poll.definition().problems();
                    if (!problems.isEmpty()) {
                        return new PollChange.Refused(problems.getFirst());
                    }
                    long asked = new Recipients(poll.definition(), caller).select(tx, id);
                    if (asked == 0) {
                        return new PollChange.Refused(
                                "audience", "nobody-to-ask", "no contact fits; widen the audience");
                    }
                    Poll started =
                            new Poll(
                                    id,
                                    PollState.RUNNING,
                                    poll.version(),
                                    poll.definition(),
                                    true,
                                    asked,
                                    poll.createdAt(),
                                    clock.instant(),
                                    null);
                    return update(tx, caller, "poll.start", started);
                });
    }

    /** Holds the sending back; answers go on counting. */
    public PollChange pause(Caller caller, long id) {
        return step(caller, id, "poll.pause", Set.of(PollState.RUNNING), PollState.PAUSED, false);
    }

    /** Sends on, after a pause or after the sending was stopped. */
    public PollChange resume(Caller caller, long id) {
        Set<PollState> from = Set.of(PollState.PAUSED, PollState.RUNNING);
        return step(caller, id, "poll.resume", from, PollState.RUNNING, true);
    }

    /** Ends counting and sending; later replies are kept but do not count. */
    public PollChange close(Caller caller, long id) {
        Set<PollState> from = Set.of(PollState.RUNNING, PollState.PAUSED);
        return step(caller, id, "poll.close", from, PollState.CLOSED, false);
    }

    /** Counts again; nobody is asked until it is resumed. */
    public PollChange reopen(Caller caller, long id) {
        Set<PollState> from = Set.of(PollState.CLOSED);
        return step(caller, id, "poll.reopen", from, PollState.RUNNING, false);
    }

    /** Asks nobody further; answers go on counting. */
    public PollChange stopSending(Caller caller, long id) {
        Set<PollState> from = Set.of(PollState.RUNNING);
        return step(caller, id, "poll.stop-sending", from, PollState.RUNNING, false);
    }

    private PollChange step(
            Caller caller,
            long id,
            String action,
            Set<PollState> from,
            PollState to,
            boolean sends) {
        return change(
                id,
                (tx, poll) -> {
                    if (!from.contains(poll.state())) {
                        return wrongState(poll, "not possible from this state");
                    }
                    Instant closed = to == PollState.CLOSED ? clock.instant() : null;
                    Poll next =
                            new Poll(
                                    id,
                                    to,
                                    poll.version(),
                                    poll.definition(),
                                    sends,
                                    poll.asked(),
                                    poll.createdAt(),
                                    poll.startedAt(),
                                    closed);
                    return update(tx, caller, action, next);
                });
    }

    /** What starting it now would take; empty for an unknown poll. */
    public Optional<Estimate> estimate(Caller caller, long id) {
        return database.with(
                handle ->
                        PollTable.find(handle, id)
                                .map(poll -> estimate(handle, caller, poll.definition())));
    }

    private Estimate estimate(Handle handle, Caller caller, PollDefinition poll) {
        Price price = sending.price(poll.channel());
        List<Estimate.Language> languages = new ArrayList<>();
        long people = 0;
        long segments = 0;
        Map<String, Long> counts = new Recipients(poll, caller).byLanguage(handle, poll);
        for (Map.Entry<String, Long> each : counts.entrySet()) {
            Preview preview = Preview.of(poll.questionIn(each.getKey()), price);
            languages.add(
                    new Estimate.Language(
                            each.getKey(),
                            each.getValue(),
                            preview.encoding(),
                            preview.segments(),
                            preview.characters()));
            people += each.getValue();
            segments += each.getValue() * preview.segments();
        }
        double rate = sending.partsPerSecond(poll.channel());
        return new Estimate(
                people,
                languages,
                segments,
                price.perSegment().multiply(BigDecimal.valueOf(segments)),
                price.currency(),
                rate > 0 ? (long) Math.ceil(segments / rate) : null);
    }

    private PollChange change(long id, BiFunction<Handle, Poll, PollChange> work) {
        return database.inTransaction(
                tx ->
                        PollTable.lock(tx, id)
                                .map(poll -> work.apply(tx, poll))
                                .orElseGet(PollChange.Missing::new));
    }

    private PollChange update(Handle tx, Caller caller, String action, Poll poll) {
        PollTable.update(tx, poll);
        return done(tx, caller, action, poll);
    }

    private PollChange done(Handle tx, Caller caller, String action, Poll poll) {
        audit.record(
                tx,
                caller,
                action,
                "poll:" + poll.id(),
                Map.of("name", poll.definition().name(), "version", poll.version()));
        live.changed(tx, "poll:" + poll.id());
        live.changed(tx, "polls");
        return new PollChange.Changed(poll);
    }

    private static PollChange.Refused wrongState(Poll poll, String detail) {
        return new PollChange.Refused(
                "state", "wrong-state", "the poll is " + poll.state().key() + ": " + detail);
    }
}
