package relais.voice.inbound;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import relais.voice.counting.TallyChange;
import relais.voice.message.NewMessage;
import relais.voice.outgoing.NewOutgoing;
import relais.voice.rules.Categorised;

/** What a batch of decisions comes to, gathered so that each kind is one statement. */
final class Effects {
    final List<NewMessage> messages = new ArrayList<>();
    final List<NewOutgoing> replies = new ArrayList<>();
    final List<Answer> answers = new ArrayList<>();
    final List<Review> reviews = new ArrayList<>();

    /** Rows that stop counting because their author answered again. */
    final List<Long> uncounted = new ArrayList<>();

    /** Contact → stopped since, or null for one who joined again; the last wish of a batch wins. */
    final Map<Long, Wish> wishes = new LinkedHashMap<>();

    final List<TallyChange> tally = new ArrayList<>();

    /** Things that screens show and that changed. */
    final TreeSet<String> changed = new TreeSet<>();

    /** Stopped since {@code at}, or, with null, not any more. */
    record Wish(@Nullable Instant stoppedAt) {}

    /** A row of voice_answer; {@code counted} is taken back when the batch brings a later one. */
    static final class Answer {
        final long poll;
        final long contact;
        final long message;
        final @Nullable String category;
        final @Nullable BigDecimal number;
        final double confidence;
        final boolean late;
        final @Nullable String place;
        final Instant receivedAt;
        boolean counted;

        Answer(
                long poll,
                Person person,
                NewMessage message,
                Categorised said,
                double confidence,
                boolean counted) {
            this.poll = poll;
            this.contact = person.id;
            this.message = message.id();
            this.category = said.category();
            this.number = said.number();
            this.confidence = confidence;
            this.late = !counted;
            this.place = person.place;
            this.receivedAt = message.at();
            this.counted = counted;
        }
    }

    record Review(long message, long contact, byte[] candidates, Instant at) {}
}
