package relais.voice.inbound;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import relais.voice.poll.PollDefinition;
import relais.voice.rules.CompiledRules;

/** A poll that may still receive replies, its rules compiled. */
record LivePoll(
        long id,
        int version,
        PollDefinition definition,
        CompiledRules rules,
        @Nullable Instant closedAt) {}
