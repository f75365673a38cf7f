package relais.app;

import java.io.IOException;
import relais.meter.Meter;
import relais.meter.series.SeriesStore;
import relais.meter.series.StoreLimits;
import relais.meter.store.Stores;

/** Keeps measurements and works on them; without the role it only knows where they are not. */
final class MeterRole implements AutoCloseable {
    private final Closing closing = new Closing();
    private final Meter meter;

    private MeterRole(Foundations on, Stores stores) {
        this.meter =
                new Meter(
                        new Meter.Setup(
                                new Meter.Platform(
                                        on.database,
                                        on.queue,
                                        on.live,
                                        on.jobs,
                                        on.audit,
                                        on.clock),
                                stores,
                                on.random));
    }

    /**
     * Opens the series where they are kept here, and begins to work.
     *
     * @param here whether this process has the role
     */
    static MeterRole start(Foundations on, Home home, boolean here) throws IOException {
        if (!here) {
            return new MeterRole(on, Stores.elsewhere());
        }
        SeriesStore series = SeriesStore.open(home.series(), StoreLimits.usual(), on.clock);
        MeterRole role = new MeterRole(on, new Stores(series));
        role.closing.add(series);
        role.closing.add(role.meter);
        role.meter.start();
        return role;
    }

    Meter meter() {
        return meter;
    }

    @Override
    public void close() {
        closing.close();
    }
}
