package relais.voice.message;

/**
 * Where a message stands, stored by ordinal in {@code voice_message.status} and, for parts, {@code
 * voice_part.status}. An incoming message stays {@link #QUEUED}, which for it means handled.
 */
public enum Status {
    QUEUED,
    SENT,
    DELIVERED,
    FAILED,
    UNCERTAIN,
    CANCELLED;

    public static Status of(int stored) {
        return values()[stored];
    }
}
