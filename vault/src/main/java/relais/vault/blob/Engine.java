package relais.vault.blob;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import relais.vault.blob.seal.Keyring;
import relais.vault.blob.seal.ObjectReader;
import relais.vault.blob.seal.Source;
import relais.vault.blob.seal.Toolbox;
import relais.vault.store.BlobStore;

/** What the parts of this package share. */
record Engine(
        Index index,
        BlobStore store,
        Keyring keys,
        Toolbox box,
        InstantSource clock,
        SecureRandom random,
        Executor threads) {
    ObjectReader reader() {
        return new ObjectReader(keys, box);
    }

    Source source(String key) {
        return (offset, length) -> store.read(key, offset, length);
    }
}
