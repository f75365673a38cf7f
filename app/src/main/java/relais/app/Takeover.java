package relais.app;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import relais.platform.audit.Audit;
import relais.platform.identity.Caller;
import relais.platform.settings.Settings;
import relais.vault.manifest.Manifests;
import relais.vault.policy.Restraint;

/** Says that an installation that came out of a backup is the one that counts from now on. */
public final class Takeover {
    private static final Caller OPERATOR =
            new Caller(0, "vault takeover", Set.of(), true, Set.of(), Locale.ENGLISH);

    private final Home home;
    private final AppSettings decided;
    private final InstantSource clock;

    public Takeover(Home home, Settings settings, InstantSource clock) {
        this.home = home;
        this.decided = AppSettings.from(settings);
        this.clock = clock;
    }

    /** Whether it was not said before. */
    public boolean run() throws IOException {
        return OwnDatabase.use(home, decided, database -> database.inTransaction(this::said));
    }

    private boolean said(Handle tx) {
        boolean said = Restraint.end(tx, clock.instant());
        if (said) {
            Manifests.markAll(tx);
            new Audit(clock).record(tx, OPERATOR, "vault.takeover", "stores", Map.of());
        }
        return said;
    }
}
