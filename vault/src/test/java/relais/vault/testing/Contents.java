package relais.vault.testing;

import java.io.IOException;
import relais.vault.blob.Blobs;
import relais.vault.blob.Hold;
import relais.vault.policy.StoreKeeping;

/** Contents in all stores of a process, as a vault keeps them; nobody forbids that they go. */
public final class Contents {
    private Contents() {}

    public static Blobs over(StoreKeeping keeping, StoreKeeping.Platform on) throws IOException {
        return new Blobs(
                new Blobs.Setup(
                        on.database(),
                        keeping.all(),
                        on.secrets(),
                        on.clock(),
                        Hold.NONE,
                        keeping.all()::mend));
    }
}
