package relais.voice.poll;

import org.jspecify.annotations.Nullable;
import relais.gateway.preview.Price;

/** What polls need to know of the channels; filled by the wiring. */
public interface Sending {
    /**
     * Parts a second of {@code channel} (null: the default one); 0 when it is unknown or paused.
     */
    double partsPerSecond(@Nullable String channel);

    /** What a segment costs on {@code channel}. */
    Price price(@Nullable String channel);
}
