package relais.gateway.outgoing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import relais.gateway.message.Outgoing;
import relais.platform.json.Json;

/** One entry of a channel's journal; bytes in docs/formats/gateway-journal.md. */
sealed interface JournalRecord {
    /** The message is the gateway's now. */
    record Handed(Outgoing message) implements JournalRecord {}

    /** The part is about to be submitted: from here on it may have gone out. */
    record Begun(long messageId, int part, int of) implements JournalRecord {}

    /** The part has certainly not gone out and will be tried again. */
    record Returned(long messageId, int part, int of) implements JournalRecord {}

    /** What became of the part is in the intake's spool. */
    record Done(long messageId, int part, int of) implements JournalRecord {}

    byte HANDED = 1;
    byte BEGUN = 2;
    byte RETURNED = 3;
    byte DONE = 4;
    int MARK_BYTES = 11;

    static byte[] write(JournalRecord record) {
        return switch (record) {
            case Handed handed -> {
                byte[] json = Json.bytes(handed.message());
                byte[] all = new byte[1 + json.length];
                all[0] = HANDED;
                System.arraycopy(json, 0, all, 1, json.length);
                yield all;
            }
            case Begun mark -> mark(BEGUN, mark.messageId(), mark.part(), mark.of());
            case Returned mark -> mark(RETURNED, mark.messageId(), mark.part(), mark.of());
            case Done mark -> mark(DONE, mark.messageId(), mark.part(), mark.of());
        };
    }

    /** The spool's checksum has vouched for the bytes: anything else here is a bug, and thrown. */
    static JournalRecord read(byte[] bytes) {
        if (bytes[0] == HANDED) {
            try {
                byte[] json = Arrays.copyOfRange(bytes, 1, bytes.length);
                return new Handed(Json.read(json, Outgoing.class));
            } catch (IOException e) {
                throw new IllegalStateException("a message of ours does not read back", e);
            }
        }
        ByteBuffer in = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
        long id = in.getLong();
        int part = in.get() & 0xFF;
        int of = in.get() & 0xFF;
        return switch (bytes[0]) {
            case BEGUN -> new Begun(id, part, of);
            case RETURNED -> new Returned(id, part, of);
            case DONE -> new Done(id, part, of);
            default -> throw new IllegalStateException("journal record of kind " + bytes[0]);
        };
    }

    private static byte[] mark(byte kind, long messageId, int part, int of) {
        ByteBuffer out = ByteBuffer.allocate(MARK_BYTES).put(kind).putLong(messageId);
        return out.put((byte) part).put((byte) of).array();
    }
}
