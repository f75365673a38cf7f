package relais.vault.blob;

import java.util.UUID;
import relais.vault.blob.seal.Kind;
import relais.vault.blob.seal.Placed;

/** Where a content lies now; compaction may move it. */
record Place(UUID object, long at, long length, Kind kind, long size) {
    Placed placed(byte[] hash) {
        return new Placed(at, length, kind, hash, size);
    }
}
