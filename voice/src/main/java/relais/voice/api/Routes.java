package relais.voice.api;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import relais.platform.http.Answer;
import relais.voice.contact.Saved;
import relais.voice.inbox.Written;

/** What people's resources have in common: how a route is written down and a change answered. */
final class Routes {
    private Routes() {}

    /** Answers a change to a person or group; {@code ok} makes the body from the id. */
    static Answer answer(Saved saved, Function<Long, Answer> ok) {
        return switch (saved) {
            case Saved.Ok done -> ok.apply(done.id());
            case Saved.Missing missing -> Answer.notFound("there is none with this number");
            case Saved.Refused refused -> Answer.refused(422, refused.code(), refused.detail());
        };
    }

    /** Answers what was written or ticked off. */
    static Answer answer(Written written) {
        return switch (written) {
            case Written.Ok done -> Answer.ok(new MessageId(done.messageId()));
            case Written.Missing missing -> Answer.notFound("there is no such message or person");
            case Written.Refused refused -> Answer.refused(422, refused.code(), refused.detail());
        };
    }

    /** The message that was sent or ticked off. */
    record MessageId(long id) {}

    /** What to write to a person; by the channel last used with them when none is named. */
    record Text(String text, @Nullable String channel) {}
}
