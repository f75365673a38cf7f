package relais.voice.sending;

/** What the channels can bear and what already waits for them; the gateway's side of the wiring. */
public interface Pace {
    /** Parts a second the channel may submit; 0 for a channel that is unknown or paused. */
    double ratePerSecond(String channel);

    /** Bulk messages queued for the channel and not yet taken. */
    long waiting(String channel);

    /** The channel for polls that name none; empty when no channel exists yet. */
    String defaultChannel();
}
