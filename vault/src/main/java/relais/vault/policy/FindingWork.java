package relais.vault.policy;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import relais.platform.identity.Caller;
import relais.vault.store.BlobStore;

/** What people do about findings. */
public final class FindingWork {
    private final Stores stores;
    private final StoreKeeping.Platform on;

    /** Says what is wrong with a store's object; empty where it is right or nobody can tell. */
    @FunctionalInterface
    public interface Check {
        Optional<String> wrong(BlobStore store, String key) throws IOException;
    }

    private volatile Check check = (store, key) -> Optional.empty();

    FindingWork(Stores stores, StoreKeeping.Platform on) {
        this.stores = stores;
        this.on = on;
    }

    /** Who can tell whether an object is whole, before it is adopted. */
    public void checkedBy(Check by) {
        check = by;
    }

    /** What can be done. */
    public enum Deed {
        /** What is unknown becomes known: its copy there counts. */
        ADOPT,
        /** What is unknown is deleted from the store. */
        DELETE,
        /** What is missing or damaged is made again from another copy. */
        REPAIR,
        /** Nothing; it is not shown as open any more. */
        DISMISS
    }

    /** Does it. */
    public Outcome resolve(Caller who, long id, Deed deed) throws IOException {
        FindingShown finding = on.database().with(h -> Findings.find(h, id)).orElse(null);
        if (finding == null) {
            return new Outcome.Missing();
        }
        Outcome outcome =
                switch (deed) {
                    case ADOPT -> ofUnknown(finding, store -> adopt(finding, store));
                    case DELETE -> ofUnknown(finding, store -> delete(finding, store));
                    case REPAIR -> repair(finding);
                    case DISMISS -> new Outcome.Done(0);
                };
        if (outcome instanceof Outcome.Done) {
            on.database()
                    .useTransaction(
                            tx -> {
                                if (deed != Deed.REPAIR) {
                                    Findings.settle(tx, id);
                                }
                                on.audit()
                                        .record(
                                                tx,
                                                who,
                                                "store.finding",
                                                "store:" + finding.storeId(),
                                                Map.of(
                                                        "key", finding.key(),
                                                        "kind", finding.kind(),
                                                        "deed", deed.name()));
                                on.live().changed(tx, "stores");
                            });
        }
        return outcome;
    }

    private interface Do {
        Outcome to(OpenStore store) throws IOException;
    }

    private Outcome ofUnknown(FindingShown finding, Do deed) {
        boolean known = on.database().with(h -> Copies.find(h, finding.key())).isPresent();
        if (!finding.kind().equals("unknown") || !finding.state().equals("open") || known) {
            return new Outcome.InUse("only what is unknown for a while can be adopted or deleted");
        }
        OpenStore store = stores.get(finding.storeId());
        if (store == null || !store.usable()) {
            return new Outcome.NoAnswer("the store is away");
        }
        try {
            return deed.to(store);
        } catch (IOException e) {
            return new Outcome.NoAnswer("" + e.getMessage());
        }
    }

    private Outcome delete(FindingShown finding, OpenStore store) throws IOException {
        if (store != stores.own() && Restraint.holds(on.database())) {
            return new Outcome.InUse(
                    "this came out of a backup: ./relais vault takeover says that it counts");
        }
        store.use(
                s -> {
                    s.delete(finding.key());
                    return true;
                });
        return new Outcome.Done(0);
    }

    private Outcome adopt(FindingShown finding, OpenStore store) throws IOException {
        return new Adopting(on.database(), on.clock())
                .one(store, finding.key(), check)
                .<Outcome>map(wrong -> new Outcome.InUse("it is damaged: " + wrong))
                .orElse(new Outcome.Done(0));
    }

    /** Makes known all that is in the stores that answer, and whole; how many objects. */
    public int adoptAll() throws IOException {
        int noted = 0;
        for (OpenStore store : stores.nearestFirst()) {
            if (store.usable()) {
                noted += new Adopting(on.database(), on.clock()).all(store, check);
            }
        }
        return noted;
    }

    private Outcome repair(FindingShown finding) {
        if (finding.kind().equals("many-missing")) {
            return new Outcome.InUse("compare the store again once it is in order");
        }
        Copies.Known object = on.database().with(h -> Copies.find(h, finding.key())).orElse(null);
        if (object == null) {
            return new Outcome.Missing();
        }
        return new Mending(stores, on.database(), on.clock()).mend(object)
                ? new Outcome.Done(0)
                : new Outcome.NoAnswer("no good copy can be read now");
    }
}
