package relais.gateway.simulator;

import java.time.Duration;
import java.util.List;

/** The phones behind the SMSC: what they do with a message that reaches them. */
@FunctionalInterface
public interface Handset {
    /** A phone that says nothing. */
    Handset SILENT = (from, to, text) -> List.of();

    /**
     * What the phone {@code to} writes back to {@code from}. Called on the SMSC's threads: it must
     * return quickly.
     */
    List<Answer> receive(String from, String to, String text);

    /** One message back, that long after. */
    record Answer(String text, Duration after) {}
}
