package relais.vault.document;

import java.util.Set;
import relais.platform.identity.Caller;

/**
 * Who does something to documents, and the tokens of locks that they show with it: a lock of one's
 * own, or whose token one shows, is no obstacle.
 *
 * @param looked whether a person looked at what was held of somebody and decided that it be done
 */
public record Actor(Caller caller, Set<String> lockTokens, boolean looked) {
    public Actor {
        lockTokens = Set.copyOf(lockTokens);
    }

    public Actor(Caller caller, Set<String> lockTokens) {
        this(caller, lockTokens, false);
    }

    public Actor(Caller caller) {
        this(caller, Set.of(), false);
    }
}
