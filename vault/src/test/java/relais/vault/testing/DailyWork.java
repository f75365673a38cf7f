package relais.vault.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import relais.platform.audit.Audit;
import relais.platform.live.LiveFeed;
import relais.platform.secrets.Secrets;
import relais.platform.testing.SettableClock;
import relais.vault.blob.Care;
import relais.vault.policy.StoreKeeping;

/** One more process on a site's database and files; it does the daily work when it is told to. */
public final class DailyWork implements AutoCloseable {
    public final StoreKeeping keeping;
    private final Care care;
    private final SettableClock clock;

    /**
     * @param folder where the site is
     */
    public DailyWork(DocumentSite site, Path folder, SettableClock clock) throws IOException {
        StoreKeeping.Platform on =
                new StoreKeeping.Platform(
                        site.database,
                        Secrets.open(folder.resolve("secret.key")),
                        new Audit(clock),
                        new LiveFeed(site.database),
                        clock);
        this.keeping = new StoreKeeping(on, folder, folder.resolve("files/store"), Long.MAX_VALUE);
        this.care = Contents.over(keeping, on).care(Care.GRACE);
        this.clock = clock;
    }

    /** Does, after so long, what is due in all stores that are known: they have to answer. */
    public void after(Duration later) throws IOException {
        clock.advance(later);
        assertThat(keeping.silent()).isEmpty();
        care.adopt();
        care.compact();
        care.collect();
        clock.advance(Duration.ofHours(1));
        care.collect(); // rows go first, and then the bytes
    }

    @Override
    public void close() {
        keeping.close();
    }
}
