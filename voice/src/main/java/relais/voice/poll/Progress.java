package relais.voice.poll;

/**
 * How far the sending is, in messages.
 *
 * @param asked people selected at the start
 * @param queued released and not yet at the SMSC
 * @param remaining not yet released
 */
public record Progress(
        long asked,
        long queued,
        long sent,
        long delivered,
        long failed,
        long uncertain,
        long remaining) {}
