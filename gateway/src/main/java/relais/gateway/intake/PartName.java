package relais.gateway.intake;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import relais.gateway.message.Report;
import relais.platform.json.Json;

/** One part of one message out. */
public record PartName(long messageId, int part) {
    /** The part whose fate the report tells; null for a receipt, which tells it by another name. */
    static @Nullable PartName of(byte[] json) {
        try {
            return switch (Json.read(json, Report.class)) {
                case Report.Submitted sent -> new PartName(sent.messageId(), sent.part());
                case Report.Refused refused -> new PartName(refused.messageId(), refused.part());
                case Report.Uncertain open -> new PartName(open.messageId(), open.part());
                case Report.Receipt receipt -> null;
            };
        } catch (IOException e) {
            throw new IllegalStateException("a report of ours does not read back", e);
        }
    }
}
