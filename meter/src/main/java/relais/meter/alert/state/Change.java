package relais.meter.alert.state;

/** What happened to an alert: a line of its history. */
public sealed interface Change {
    record Fired(Severity severity, boolean flapping) implements Change {}

    /** It fires at another severity than before. */
    record Moved(Severity from, Severity to) implements Change {}

    /** An acknowledgement for a time is over, and it still fires. */
    record AcknowledgementOver() implements Change {}

    record Resolved() implements Change {}

    /** As in the API. */
    default String code() {
        return switch (this) {
            case Fired fired -> "fired";
            case Moved(Severity from, Severity to) -> to.rank() > from.rank() ? "worse" : "better";
            case AcknowledgementOver over -> "acknowledgement-over";
            case Resolved resolved -> "resolved";
        };
    }
}
