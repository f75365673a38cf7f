package relais.vault.contact;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import relais.platform.identity.Caller;
import relais.vault.access.Outcome;

/** What was said with people by message, and a way to answer. */
public interface Conversations {
    /**
     * A message.
     *
     * @param direction {@code in} from them, {@code out} to them
     * @param status of an outgoing one
     */
    record Message(
            long id,
            long contactId,
            String direction,
            String text,
            Instant at,
            @Nullable String status) {}

    /** Of these messages, those that the caller may see, oldest first. */
    List<Message> these(Caller caller, Set<Long> messages);

    /** The newest messages with a person, as far as the caller may see them. */
    List<Message> with(Caller caller, long contact, int limit);

    /** Writes to a person; Ok holds the message's number. */
    Outcome send(Caller caller, long contact, String text);
}
