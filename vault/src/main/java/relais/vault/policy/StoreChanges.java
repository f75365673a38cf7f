package relais.vault.policy;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.platform.identity.Caller;
import relais.platform.outbound.Destinations;
import relais.vault.store.BlobStore;

/** What people change about stores and rules; each change is in the audit log. */
public final class StoreChanges {
    private static final int NAME_SIGNS = 60;

    /** Objects looked at anew in one statement after the rules changed. */
    private static final int AT_ONCE = 20_000;

    private final Path home;
    private final Stores stores;
    private final StoreKeeping.Platform on;

    /**
     * @param home the data folder, which no store may be in or around
     */
    StoreChanges(Stores stores, StoreKeeping.Platform on, Path home) {
        this.home = home;
        this.stores = stores;
        this.on = on;
    }

    /**
     * Adds a store; it must answer, and not be one of ours. One that was ours before comes back.
     */
    public Outcome add(Caller who, StoreWanted wanted) throws IOException {
        return add(who, wanted, false);
    }

    /** A store for a rebuild, which may leave it again. */
    Outcome bring(Caller who, StoreWanted wanted) throws IOException {
        return add(who, wanted, true);
    }

    private Outcome add(Caller who, StoreWanted wanted, boolean brought) throws IOException {
        Outcome wrong = complaint(wanted);
        if (wrong != null) {
            return wrong;
        }
        UUID mark;
        try {
            mark = introduced(wanted, wanted.secret() == null ? "" : wanted.secret());
        } catch (IOException e) {
            return new Outcome.NoAnswer("" + e.getMessage());
        }
        Outcome outcome =
                on.database()
                        .inTransaction(
                                tx -> {
                                    Outcome taken = taken(tx, wanted.name(), mark, 0);
                                    if (taken != null) {
                                        return taken;
                                    }
                                    long id =
                                            stores.insert(
                                                    tx,
                                                    wanted.name(),
                                                    wanted.kind(),
                                                    wanted.settings(),
                                                    sealed(wanted.secret(), mark),
                                                    mark,
                                                    prices(wanted));
                                    if (brought) {
                                        Brought.note(tx, id);
                                    }
                                    told(tx, who, "store.add", id, wanted);
                                    return new Outcome.Done(id);
                                });
        stores.refresh();
        stores.knock();
        return outcome;
    }

    /** Changes one; where it is may change if it is the same store there. */
    public Outcome change(Caller who, long id, StoreWanted wanted) throws IOException {
        StoreRow row = row(id);
        if (row == null) {
            return new Outcome.Missing();
        }
        boolean home = Stores.isOfAnotherHome(row);
        if (home && !wanted.settings().equals(row.settings()) || wanted.kind() != row.kind()) {
            return new Outcome.Invalid("settings", "this store stays what and where it is");
        }
        Outcome wrong = home ? nameAndPrices(wanted) : complaint(wanted);
        if (wrong != null) {
            return wrong;
        }
        boolean elsewhere = !wanted.settings().equals(row.settings());
        if (!home && elsewhere && wanted.secret() == null && stores.secret(row) != null) {
            // else a password we keep could be sent to anybody's server
            return new Outcome.Invalid("secret", "say the secret again for another address");
        }
        String secret = wanted.secret() == null ? stores.secret(row) : wanted.secret();
        if (!home && (!wanted.settings().equals(row.settings()) || wanted.secret() != null)) {
            try {
                if (!introduced(wanted, secret).equals(row.mark())) {
                    return new Outcome.NoAnswer("another store is there");
                }
            } catch (IOException e) {
                return new Outcome.NoAnswer("" + e.getMessage());
            }
        }
        Outcome outcome =
                on.database()
                        .inTransaction(
                                tx -> {
                                    Outcome taken = taken(tx, wanted.name(), row.mark(), id);
                                    if (taken != null) {
                                        return taken;
                                    }
                                    stores.update(
                                            tx,
                                            row,
                                            wanted,
                                            sealed(secret, row.mark()),
                                            prices(wanted));
                                    told(tx, who, "store.change", id, wanted);
                                    return new Outcome.Done(id);
                                });
        stores.refresh();
        stores.knock();
        return outcome;
    }

    /** Takes a store out; a lost one also where copies are in it, since it will not come back. */
    public Outcome remove(Caller who, long id, boolean lost) throws IOException {
        StoreRow row = row(id);
        if (row == null) {
            return new Outcome.Missing();
        }
        if (id == stores.own().id()) {
            return new Outcome.InUse("the folder in the home is always a store");
        }
        Outcome outcome =
                on.database()
                        .inTransaction(
                                tx -> {
                                    String use = use(tx, id, lost);
                                    if (use != null) {
                                        return new Outcome.InUse(use);
                                    }
                                    forget(tx, id);
                                    on.audit()
                                            .record(
                                                    tx,
                                                    who,
                                                    "store.remove",
                                                    "store:" + id,
                                                    Map.of("name", row.name(), "lost", lost));
                                    on.live().changed(tx, "stores");
                                    return new Outcome.Done(id);
                                });
        stores.refresh();
        return outcome;
    }

    private static @Nullable String use(Handle tx, long id, boolean lost) {
        if (Rules.read(tx).stores().contains(id)) {
            return "rules name it";
        }
        long copies =
                tx.createQuery("SELECT count(*) FROM vault_copy WHERE store_id = :id AND state = 1")
                        .bind("id", id)
                        .mapTo(Long.class)
                        .one();
        return copies > 0 && !lost ? copies + " objects have a copy in it" : null;
    }

    /** What had a copy there is looked at again; what had its only one there stays known. */
    private void forget(Handle tx, long id) {
        tx.execute("SET LOCAL statement_timeout = 0"); // there may be many millions
        Instant now = on.clock().instant();
        tx.createUpdate(
                        """
                        UPDATE vault_placed SET look_at = :now WHERE id IN
                          (SELECT object_id FROM vault_copy WHERE store_id = :id)
                        """)
                .bind("now", now)
                .bind("id", id)
                .execute();
        tx.createUpdate(
                        """
                        INSERT INTO vault_store_finding
                          (store_id, key, kind, size, state, found_at, seen_at)
                        SELECT :own, o.key, 'missing', o.size, 'open', :now, :now
                        FROM vault_copy c JOIN vault_placed o ON o.id = c.object_id
                        WHERE c.store_id = :id AND c.state = 1 AND NOT EXISTS
                          (SELECT FROM vault_copy x WHERE x.object_id = o.id
                             AND x.state = 1 AND x.store_id <> :id)
                        ON CONFLICT DO NOTHING
                        """)
                .bind("own", stores.own().id())
                .bind("now", now)
                .bind("id", id)
                .execute();
        tx.createUpdate("DELETE FROM vault_copy WHERE store_id = :id").bind("id", id).execute();
        tx.createUpdate("DELETE FROM vault_store WHERE id = :id").bind("id", id).execute();
    }

    /** New rules for all objects; what has to move, moves in the background. */
    public Outcome setRules(Caller who, List<Rule> rules) throws IOException {
        Rules next = new Rules(rules);
        String wrong = complaint(rules);
        if (wrong != null) {
            return new Outcome.Invalid("rules", wrong);
        }
        on.database()
                .useTransaction(
                        tx -> {
                            next.write(tx);
                            on.audit().record(tx, who, "store.rules", "stores", next.all());
                            on.live().changed(tx, "stores");
                        });
        lookAtAll();
        stores.refresh();
        return new Outcome.Done(0);
    }

    /** What is wrong with rules; null for nothing. */
    public @Nullable String complaint(List<Rule> rules) {
        Set<Long> known =
                on.database().with(Stores::rows).stream()
                        .map(StoreRow::id)
                        .collect(Collectors.toSet());
        return new Rules(rules).complaint(known);
    }

    /** What lies where its rule does not want it moves in the background. */
    public void lookAtAll() {
        Long last = 0L;
        while (last != null) {
            long after = last;
            Instant now = on.clock().instant();
            last = on.database().with(handle -> Copies.lookAt(handle, after, now, AT_ONCE));
        }
    }

    private @Nullable StoreRow row(long id) {
        return on.database().with(Stores::rows).stream()
                .filter(row -> row.id() == id)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Outcome taken(Handle tx, String name, UUID mark, long id) {
        for (StoreRow row : Stores.rows(tx)) {
            if (row.id() == id) {
                continue;
            }
            if (row.mark().equals(mark)) {
                return new Outcome.AlreadyOurs(row.name());
            }
            if (row.name().equalsIgnoreCase(name)) {
                return new Outcome.Invalid("name", "there is a store of this name");
            }
        }
        return null;
    }

    private @Nullable String sealed(@Nullable String secret, UUID mark) {
        return secret == null || secret.isEmpty()
                ? null
                : on.secrets().seal(secret, StoreRow.context(mark)).text();
    }

    private static Prices prices(StoreWanted wanted) {
        return wanted.prices() == null ? Prices.NONE : wanted.prices();
    }

    /** Neither address nor account in the log: only what was changed, by name. */
    private void told(Handle tx, Caller who, String action, long id, StoreWanted wanted) {
        on.audit()
                .record(
                        tx,
                        who,
                        action,
                        "store:" + id,
                        Map.of("name", wanted.name(), "kind", wanted.kind().key()));
        on.live().changed(tx, "stores");
    }

    private static UUID introduced(StoreWanted wanted, String secret) throws IOException {
        try (BlobStore store =
                Stores.opened(wanted.name(), wanted.kind(), wanted.settings(), secret)) {
            return Stores.mark(store);
        }
    }

    private static @Nullable Outcome nameAndPrices(StoreWanted wanted) {
        if (wanted.name().isBlank() || wanted.name().length() > NAME_SIGNS) {
            return new Outcome.Invalid("name", "a name of at most " + NAME_SIGNS + " signs");
        }
        if (wanted.prices() != null && !wanted.prices().sensible()) {
            return new Outcome.Invalid("prices", "prices are not negative");
        }
        return null;
    }

    private @Nullable Outcome complaint(StoreWanted wanted) {
        Outcome wrong = nameAndPrices(wanted);
        if (wrong != null) {
            return wrong;
        }
        StoreSettings s = wanted.settings();
        return switch (wanted.kind()) {
            case FOLDER -> folder(s.folder());
            case SMB ->
                    s.host() == null || s.share() == null
                            ? incomplete("host, share")
                            : reachable(s.host(), s);
            case S3 ->
                    s.bucket() == null || !isWeb(s.endpoint())
                            ? incomplete("endpoint (http or https), bucket")
                            : reachable(URI.create(s.endpoint()).getHost(), s);
        };
    }

    /**
     * What lies in a store and is not known there can be deleted, so a folder is empty or a store
     * already, and never Relais' own.
     */
    private @Nullable Outcome folder(@Nullable String folder) {
        if (folder == null || !Path.of(folder).isAbsolute()) {
            return new Outcome.Invalid("settings", "an absolute path to a folder that is there");
        }
        try {
            Path at = Path.of(folder).toRealPath();
            Path own = home.toRealPath();
            if (at.startsWith(own) || own.startsWith(at)) {
                return new Outcome.Invalid("settings", "not the folder of Relais itself");
            }
            try (Stream<Path> in = Files.list(at)) {
                return Files.exists(at.resolve(StoreRow.MARK)) || in.findAny().isEmpty()
                        ? null
                        : new Outcome.Invalid(
                                "settings", "a folder that is empty, or a store already");
            }
        } catch (IOException e) {
            return new Outcome.Invalid("settings", "an absolute path to a folder that is there");
        }
    }

    /** A host that does not answer yet may be named: whoever connects looks again. */
    private static @Nullable Outcome reachable(String host, StoreSettings s) {
        String why = Destinations.forbiddenHost(host).orElse(Destinations.NO_ADDRESS);
        boolean forbidden = !why.equals(Destinations.NO_ADDRESS);
        return forbidden ? new Outcome.Invalid("settings", host + " is " + why) : inside(s);
    }

    private static @Nullable Outcome inside(StoreSettings s) {
        return s.folder() == null || s.folder().matches("[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*")
                ? null
                : new Outcome.Invalid("settings", "folder: letters, digits, _ and -, joined by /");
    }

    private static Outcome incomplete(String what) {
        return new Outcome.Invalid("settings", "needs " + what);
    }

    private static boolean isWeb(@Nullable String endpoint) {
        try {
            return endpoint != null
                    && new URI(endpoint).getScheme() != null
                    && new URI(endpoint).getScheme().matches("https?")
                    && new URI(endpoint).getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
