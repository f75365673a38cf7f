package relais.gateway.outgoing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relais.gateway.message.Outgoing;

/**
 * The last look before parts are on their way for good: asks, once for a batch, who of its
 * receivers asked to stop. docs/decisions/071-last-gate.md
 */
final class LastGate {
    private static final Logger LOG = LoggerFactory.getLogger(LastGate.class);

    private final String channel;
    private final StopList stopped;
    private boolean shut;

    LastGate(String channel, StopList stopped) {
        this.channel = channel;
        this.stopped = stopped;
    }

    sealed interface Verdict {
        /** In their order: what may go, and what must not. */
        record Open(List<Shot> may, List<Shot> mustNot) implements Verdict {}

        /** Nobody knows now, so nothing goes. */
        record Shut() implements Verdict {}
    }

    /** Called by the sender's thread alone. */
    Verdict judge(List<Shot> batch) {
        Set<String> numbers = new HashSet<>();
        for (Shot shot : batch) {
            Outgoing message = shot.part().message();
            if (!message.despiteStop()) {
                numbers.add(message.to());
            }
        }
        Set<String> stop;
        try {
            stop = numbers.isEmpty() ? Set.of() : stopped.among(numbers);
        } catch (RuntimeException e) {
            // Boundary to whoever keeps the list: whatever it suffers from, nothing is sent.
            if (!shut) {
                LOG.warn(
                        "channel {}: nothing is sent while nobody knows who asked to stop: {}",
                        channel,
                        e.getMessage());
            }
            shut = true;
            return new Verdict.Shut();
        }
        if (shut) {
            LOG.info("channel {}: sends again", channel);
        }
        shut = false;
        return divided(batch, stop);
    }

    private static Verdict divided(List<Shot> batch, Set<String> stop) {
        if (stop.isEmpty()) {
            return new Verdict.Open(batch, List.of());
        }
        List<Shot> may = new ArrayList<>(batch.size());
        List<Shot> mustNot = new ArrayList<>();
        for (Shot shot : batch) {
            Outgoing message = shot.part().message();
            boolean refused = !message.despiteStop() && stop.contains(message.to());
            (refused ? mustNot : may).add(shot);
        }
        return new Verdict.Open(may, mustNot);
    }
}
