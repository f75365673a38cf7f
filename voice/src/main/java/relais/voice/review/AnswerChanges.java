package relais.voice.review;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.identity.Caller;
import relais.platform.live.LiveFeed;
import relais.voice.contact.Sight;
import relais.voice.message.Inbox;
import relais.voice.poll.Poll;
import relais.voice.poll.PollTable;

/** What a person can do to an answer. */
public final class AnswerChanges {
    private final Database database;
    private final Audit audit;
    private final LiveFeed live;
    private final InstantSource clock;

    public AnswerChanges(Database database, Audit audit, LiveFeed live, InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.live = live;
        this.clock = clock;
    }

    /** Says what an answer means, whatever the rules say now or later; null for uncategorised. */
    public AnswerChange categorise(Caller caller, long id, @Nullable String category) {
        return change(
                caller,
                id,
                (tx, answer) -> {
                    Poll poll = PollTable.find(tx, answer.pollId()).orElseThrow();
                    boolean known =
                            category == null
                                    || poll.definition().categories().stream()
                                            .anyMatch(each -> each.key().equals(category));
                    if (!known) {
                        return new AnswerChange.Refused(
                                "category", "category-unknown", "the poll has no such category");
                    }
                    edit(tx, answer, row -> row.saidToBe(category));
                    return done(tx, caller, "answer.categorise", answer, category);
                });
    }

    /** Takes an answer from its poll; the message goes to the inbox. */
    public AnswerChange undo(Caller caller, long id) {
        return change(
                caller,
                id,
                (tx, answer) -> {
                    if (answer.undoneAt() == null) {
                        edit(tx, answer, row -> row.undone(clock.instant()));
                        Attributions.toInbox(tx, answer.messageId(), Inbox.Kind.UNDONE);
                    }
                    return done(tx, caller, "answer.undo", answer, null);
                });
    }

    /** Gives an undone answer back to its poll. */
    public AnswerChange restore(Caller caller, long id) {
        return change(
                caller,
                id,
                (tx, answer) -> {
                    edit(tx, answer, row -> row.undone(null));
                    Attributions.fromInbox(tx, answer.messageId());
                    return done(tx, caller, "answer.restore", answer, null);
                });
    }

    /** Takes the answer from its poll and gives it to another, whose rules it then follows. */
    public AnswerChange move(Caller caller, long id, long pollId) {
        return change(
                caller,
                id,
                (tx, answer) -> {
                    Optional<Poll> to = PollTable.find(tx, pollId);
                    Optional<Attributions.Reply> reply = Attributions.reply(tx, answer.messageId());
                    if (to.isEmpty()
                            || !Attributions.takesAnswers(to.get())
                            || reply.isEmpty()
                            || pollId == answer.pollId()) {
                        return new AnswerChange.Refused(
                                "pollId", "poll-unfit", "choose another poll that has been asked");
                    }
                    edit(tx, answer, row -> row.undone(clock.instant()));
                    Attributions.give(tx, to.get(), reply.get());
                    Attributions.fromInbox(tx, answer.messageId());
                    live.changed(tx, "poll:" + pollId);
                    return done(tx, caller, "answer.move", answer, "poll:" + pollId);
                });
    }

    private static void edit(Handle tx, AnswerRow answer, UnaryOperator<AnswerRow> edit) {
        AnswerTable.takeTurn(tx, answer.contactId());
        List<AnswerRow> all = AnswerTable.lock(tx, answer.pollId(), List.of(answer.contactId()));
        Recount.apply(
                tx, answer.pollId(), all, row -> row.id() == answer.id() ? edit.apply(row) : row);
    }

    private AnswerChange change(
            Caller caller, long id, BiFunction<Handle, AnswerRow, AnswerChange> work) {
        return Attempts.run(
                database,
                tx ->
                        AnswerTable.find(tx, id)
                                .filter(answer -> isVisible(tx, caller, answer.contactId()))
                                .map(answer -> work.apply(tx, answer))
                                .orElseGet(AnswerChange.Missing::new));
    }

    static boolean isVisible(Handle handle, Caller caller, long contactId) {
        Sight sight = Sight.of(caller);
        return handle.createQuery(
                        "select %s from voice_contact c where c.id = :contact"
                                .formatted(sight.condition("c.id")))
                .bind("contact", contactId)
                .bind("sight", sight.groupIds())
                .mapTo(Boolean.class)
                .findOne()
                .orElse(false);
    }

    private AnswerChange done(
            Handle tx, Caller caller, String action, AnswerRow answer, @Nullable String to) {
        Map<String, Object> details = new HashMap<>();
        details.put("poll", answer.pollId());
        details.put("message", answer.messageId());
        details.put("was", answer.category() == null ? "" : answer.category());
        details.put("to", to == null ? "" : to);
        audit.record(tx, caller, action, "answer:" + answer.id(), details);
        live.changed(tx, "poll:" + answer.pollId());
        live.changed(tx, "inbox");
        return new AnswerChange.Done();
    }
}
