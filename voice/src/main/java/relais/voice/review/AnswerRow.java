package relais.voice.review;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import relais.voice.counting.Standing;
import relais.voice.rules.Categorised;

/** A row of voice_answer. */
record AnswerRow(
        long id,
        long pollId,
        long contactId,
        long messageId,
        @Nullable String category,
        @Nullable BigDecimal number,
        boolean manual,
        double confidence,
        boolean counted,
        boolean late,
        @Nullable String place,
        Instant receivedAt,
        @Nullable Instant undoneAt) {

    /** Whether it may be the one that counts. */
    boolean eligible() {
        return undoneAt == null && !late;
    }

    Standing standing() {
        return new Standing(id, category, number, place == null ? "" : place, receivedAt);
    }

    AnswerRow withCounted(boolean counts) {
        return new AnswerRow(
                id,
                pollId,
                contactId,
                messageId,
                category,
                number,
                manual,
                confidence,
                counts,
                late,
                place,
                receivedAt,
                undoneAt);
    }

    /** A person says what it means: nothing is surer. */
    AnswerRow saidToBe(@Nullable String key) {
        return new AnswerRow(
                id,
                pollId,
                contactId,
                messageId,
                key,
                number,
                true,
                1,
                counted,
                late,
                place,
                receivedAt,
                undoneAt);
    }

    AnswerRow understoodAs(Categorised said) {
        return new AnswerRow(
                id,
                pollId,
                contactId,
                messageId,
                said.category(),
                said.number(),
                manual,
                said.confidence(),
                counted,
                late,
                place,
                receivedAt,
                undoneAt);
    }

    AnswerRow undone(@Nullable Instant at) {
        return new AnswerRow(
                id,
                pollId,
                contactId,
                messageId,
                category,
                number,
                manual,
                confidence,
                counted,
                late,
                place,
                receivedAt,
                at);
    }
}
