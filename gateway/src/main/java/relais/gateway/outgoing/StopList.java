package relais.gateway.outgoing;

import java.util.Set;

/** Who asked to hear nothing more. The gateway asks; who keeps the list is not its business. */
@FunctionalInterface
public interface StopList {
    /** Nobody ever stops: for trials without people. */
    StopList NOBODY = numbers -> Set.of();

    /**
     * Those of {@code numbers}, written as in messages out, that nothing may be sent to from now
     * on: whatever stop was committed before the call is in the answer.
     *
     * @throws RuntimeException while that cannot be known
     */
    Set<String> among(Set<String> numbers);
}
