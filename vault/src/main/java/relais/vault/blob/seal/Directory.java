package relais.vault.blob.seal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The last entry of an object with several: a line for each of the others. */
final class Directory {
    private Directory() {}

    static byte[] bytes(List<Placed> entries) {
        ByteBuffer lines = ByteBuffer.allocate(entries.size() * Layout.DIRECTORY_LINE);
        for (Placed entry : entries) {
            lines.putLong(entry.at()).putLong(entry.length()).put((byte) entry.kind().ordinal());
            lines.put(entry.hash()).putLong(entry.size());
        }
        return lines.array();
    }

    static List<Placed> parse(ByteBuffer lines) throws DamagedEntry {
        List<Placed> entries = new ArrayList<>();
        long at = 0;
        while (lines.hasRemaining()) {
            if (lines.remaining() < Layout.DIRECTORY_LINE) {
                throw new DamagedEntry("half a line in a directory");
            }
            long says = lines.getLong();
            long length = lines.getLong();
            Kind kind = Kind.of(lines.get());
            byte[] hash = new byte[Layout.HASH];
            lines.get(hash);
            if (says != at || length <= 0 || kind == null || kind == Kind.DIRECTORY) {
                throw new DamagedEntry("a directory that nobody writes");
            }
            entries.add(new Placed(at, length, kind, hash, lines.getLong()));
            at += length;
        }
        return entries;
    }
}
