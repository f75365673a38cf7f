package relais.platform.identity;

import java.util.Optional;

/** Tells who shows a credential; empty when it is not or no longer valid. */
@FunctionalInterface
public interface Authentication {
    Optional<Caller> callerOf(Credential credential);
}
