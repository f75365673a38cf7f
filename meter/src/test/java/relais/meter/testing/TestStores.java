package relais.meter.testing;

import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import relais.meter.series.SeriesStore;
import relais.meter.store.Stores;
import relais.platform.db.Database;

/** Stores of an installation that has one. */
public final class TestStores {
    private TestStores() {}

    public static Stores of(Database database, SeriesStore series, InstantSource clock) {
        return Stores.open(
                new Stores.Setup(
                        database,
                        clock,
                        1,
                        Stores.BEAT,
                        Optional.empty(),
                        (kind, address) -> {
                            throw new AssertionError("there is no other store");
                        }),
                Optional.of(new Stores.Own(UUID.randomUUID(), "here", "", series)));
    }
}
