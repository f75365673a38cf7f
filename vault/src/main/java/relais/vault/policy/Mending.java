package relais.vault.policy;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import relais.platform.db.Database;

/** Looks at every copy of an object and replaces the bad by the good. */
final class Mending {
    private final Stores stores;
    private final Database database;
    private final InstantSource clock;

    Mending(Stores stores, Database database, InstantSource clock) {
        this.stores = stores;
        this.database = database;
        this.clock = clock;
    }

    /** Whether there is a good copy that can be read now. */
    boolean mend(Copies.Known object) {
        List<OpenStore> good = new ArrayList<>();
        List<OpenStore> bad = new ArrayList<>();
        for (Long id : object.here()) {
            OpenStore store = stores.get(id);
            if (store == null || !store.usable()) {
                continue;
            }
            try {
                (Carrying.isGood(object, store) ? good : bad).add(store);
            } catch (IOException away) {
                // neither good nor bad: it cannot be read now
            }
        }
        Instant now = clock.instant();
        database.useTransaction(
                tx -> {
                    for (OpenStore store : good) {
                        Copies.here(tx, object.id(), store.id(), now);
                        Findings.repaired(tx, store.id(), object.key());
                    }
                    for (OpenStore store : bad) {
                        Findings.note(
                                tx,
                                new Findings.Found(
                                        store.id(), object.key(), "damaged", object.size()),
                                "open",
                                now);
                        if (object.here().size() > bad.size()) {
                            Copies.lost(tx, object.id(), store.id(), now);
                        }
                    }
                });
        if (!good.isEmpty()) {
            bad.forEach(store -> replace(object, good.getFirst(), store));
        }
        return !good.isEmpty();
    }

    /** Where it fails, the copy is wanted and the mover tries again. */
    private void replace(Copies.Known object, OpenStore good, OpenStore bad) {
        try {
            if (!carried(object, good, bad)) {
                bad.use(
                        s -> {
                            s.delete(object.key());
                            return true;
                        });
                Carrying.carry(object, good, bad);
            }
            database.useTransaction(
                    tx -> {
                        Copies.here(tx, object.id(), bad.id(), null);
                        Findings.repaired(tx, bad.id(), object.key());
                    });
        } catch (IOException e) {
            bad.failed(e);
        }
    }

    /** Over the bad one, which is deleted only where its store does not let it be replaced. */
    private static boolean carried(Copies.Known object, OpenStore good, OpenStore bad)
            throws IOException {
        try {
            Carrying.carry(object, good, bad);
        } catch (Carrying.Damaged source) {
            throw source;
        } catch (IOException e) {
            bad.knock();
            return false;
        }
        return Carrying.isGood(object, bad);
    }
}
