package relais.meter.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import relais.meter.host.Host;

/**
 * A host's agent, as it last told of itself.
 *
 * @param rejected readings and sheets that could not be kept
 * @param rejectedWhy a code, for people in their own language
 */
record AgentShown(
        String version,
        long clockOffsetMs,
        long backlogSheets,
        @Nullable Instant backlogSince,
        long rejected,
        @Nullable String rejectedWhy,
        String address) {
    static AgentShown of(Host.Reported agent) {
        return new AgentShown(
                agent.version(),
                agent.clockOffsetMs(),
                agent.backlogSheets(),
                agent.backlogSince(),
                agent.tooOld() + agent.tooFar() + agent.refused(),
                why(agent),
                agent.address());
    }

    /** Of several reasons the one to mend first. */
    private static @Nullable String why(Host.Reported agent) {
        if (agent.tooFar() > 0) {
            return "clock-ahead";
        }
        if (agent.refused() > 0) {
            return "refused";
        }
        return agent.tooOld() > 0 ? "too-old" : null;
    }
}
