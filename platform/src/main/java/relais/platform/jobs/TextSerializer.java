package relais.platform.jobs;

import com.github.kagkarlsson.scheduler.serializer.Serializer;
import java.nio.charset.StandardCharsets;

/**
 * Jobs carry a text or nothing, so that a person can read the table and no class is ever loaded.
 */
final class TextSerializer implements Serializer {
    @Override
    @SuppressWarnings("NullAway") // the library passes and expects null for "no data"
    public byte[] serialize(Object data) {
        return data == null ? null : ((String) data).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    @SuppressWarnings("NullAway")
    public <T> T deserialize(Class<T> type, byte[] data) {
        return data == null ? null : type.cast(new String(data, StandardCharsets.UTF_8));
    }
}
