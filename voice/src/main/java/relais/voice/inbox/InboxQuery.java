package relais.voice.inbox;

import java.util.List;
import org.jspecify.annotations.Nullable;
import relais.voice.message.Inbox;

/**
 * Which messages to list, newest first.
 *
 * @param q beginnings of words of the text, or who wrote it: a name, a number
 * @param states open, done or both
 * @param kind null for all
 * @param channel null for all
 * @param after the last id of the page before; 0 for the first
 */
public record InboxQuery(
        @Nullable String q,
        List<Inbox> states,
        Inbox.@Nullable Kind kind,
        @Nullable String channel,
        long after,
        int limit) {
    public InboxQuery {
        states = List.copyOf(states);
    }
}
