package relais.voice.inbox;

/** What became of writing to a person or ticking off their message. */
public sealed interface Written {
    /**
     * @param messageId the message sent, or the one ticked off
     */
    record Ok(long messageId) implements Written {}

    /** Not there, or not for this caller's eyes. */
    record Missing() implements Written {}

    /** Not done; {@code code} is kebab case, {@code detail} says what to do. */
    record Refused(String code, String detail) implements Written {}
}
