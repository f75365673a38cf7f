package relais.voice.message;

/** Stored by ordinal in {@code voice_message.direction}. */
public enum Direction {
    IN,
    OUT
}
