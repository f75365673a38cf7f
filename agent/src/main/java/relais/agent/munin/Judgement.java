package relais.agent.munin;

import java.time.Instant;
import relais.agent.reading.Answer;

/** Whether what a plugin printed is an answer. */
final class Judgement {

    private Judgement() {}

    static Answer ofConfig(String prefix, String plugin, Output output, Instant at) {
        return of(prefix, plugin, output, at, true);
    }

    static Answer ofFetch(String prefix, String plugin, Output output, Instant at) {
        return of(prefix, plugin, output, at, false);
    }

    private static Answer of(
            String prefix, String plugin, Output output, Instant at, boolean config) {
        return switch (output) {
            case Output.Failed(Answer.State state, String why) -> new Answer.Failed(state, why);
            case Output.Lines(var lines) -> {
                Told told = PluginText.read(prefix, plugin, lines, at);
                boolean nothing = config ? told.graphs().isEmpty() : told.readings().isEmpty();
                // Silence is none: a plugin may need a second reading before it knows a difference.
                if (nothing && told.strange() > 0) {
                    yield new Answer.Failed(
                            Answer.State.RUBBISH,
                            "not one %s in %d lines"
                                    .formatted(config ? "field" : "value", lines.size()));
                }
                // What a fetch says besides values (extinfo) would make half a description.
                yield new Answer.Told(
                        config ? told.graphs() : java.util.List.of(), told.readings());
            }
        };
    }
}
