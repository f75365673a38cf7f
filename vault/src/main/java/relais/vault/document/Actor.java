package relais.vault.document;

import java.util.Set;
import relais.platform.identity.Caller;

/**
 * Who does something to documents, and the tokens of locks that they show with it: a lock of one's
 * own, or whose token one shows, is no obstacle.
 */
public record Actor(Caller caller, Set<String> lockTokens) {
    public Actor {
        lockTokens = Set.copyOf(lockTokens);
    }

    public Actor(Caller caller) {
        this(caller, Set.of());
    }
}
