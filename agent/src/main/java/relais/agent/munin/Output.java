package relais.agent.munin;

import java.util.List;
import relais.agent.reading.Answer;

/** What came out of a plugin, whoever ran it. */
sealed interface Output {

    /** Within its bounds. */
    record Lines(List<String> lines) implements Output {}

    /** Nothing to be used. */
    record Failed(Answer.State state, String why) implements Output {}
}
