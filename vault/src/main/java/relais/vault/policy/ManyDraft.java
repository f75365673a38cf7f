package relais.vault.policy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import relais.vault.store.BlobStore;
import relais.vault.store.Note;

/** Written into the folder of this process first; from there it goes where it belongs. */
final class ManyDraft implements BlobStore.Draft {
    private final ManyStores stores;
    private final String key;
    private final BlobStore.Draft local;
    private final CRC32C crc = new CRC32C();
    private long size;

    ManyDraft(ManyStores stores, String key, BlobStore.Draft local) {
        this.stores = stores;
        this.key = key;
        this.local = local;
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        size += bytes.remaining();
        crc.update(bytes.duplicate());
        local.write(bytes);
    }

    @Override
    public void commit() throws IOException {
        stores.note(commitUnnoted());
    }

    @Override
    public Note commitUnnoted() throws IOException {
        local.commit();
        return stores.written(key, size, (int) crc.getValue());
    }

    @Override
    public void close() throws IOException {
        local.close();
    }
}
