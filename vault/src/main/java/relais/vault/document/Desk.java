package relais.vault.document;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.db.Deadlock;
import relais.platform.db.Flushing;
import relais.platform.live.LiveFeed;
import relais.vault.blob.BlobId;
import relais.vault.blob.Blobs;
import relais.vault.document.Outcome.Done;

/** What every change to documents uses, and how each is made known. */
final class Desk {
    /** Rung when there is something to look into. */
    private static final String BELL = "vault-look";

    final Database database;
    final Blobs blobs;
    final Entrance entrance;
    final Tree tree;
    final Locks locks;
    final Hooks hooks;
    final Waves waves;
    final Flushing flushing;
    private final Audit audit;
    private final LiveFeed live;
    private final InstantSource clock;

    Desk(Documents.Setup setup) {
        this.database = setup.database();
        this.blobs = setup.blobs();
        this.clock = setup.clock();
        this.flushing = new Flushing(setup.database());
        this.audit = setup.audit();
        this.live = setup.live();
        this.hooks = setup.hooks();
        this.waves = new Waves(clock);
        this.entrance = new Entrance(setup.sight());
        this.tree = new Tree(clock);
        this.locks = new Locks(database, entrance, tree, clock, setup.random());
    }

    /**
     * Work in one transaction, ended by an {@link Objection}; done again where a deadlock ended it.
     */
    @FunctionalInterface
    interface Attempt<T> {
        T in(Handle tx);
    }

    <T> Outcome<T> attempt(Attempt<T> work) {
        try {
            return new Done<>(Deadlock.retried(() -> database.inTransaction(work::in)));
        } catch (Objection objection) {
            if (objection.hasMore()) {
                database.useTransaction(objection::afterwards);
            }
            return objection.outcome();
        }
    }

    /**
     * The same for what many do at once: everybody's audit entry follows the one before, so nobody
     * may wait for the disk while he holds that place. The caller awaits {@link #flushing} before
     * he says yes.
     */
    <T> Outcome<T> attemptAmongMany(Attempt<T> work) {
        return attempt(tx -> Database.unflushed(tx, work::in));
    }

    /** The same for work that only reads. */
    <T> Outcome<T> look(Attempt<T> work) {
        try {
            return new Done<>(database.with(work::in));
        } catch (Objection objection) {
            return objection.outcome();
        }
    }

    /** Now, as exactly as the database keeps it. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    Rows.Mark mark(Actor actor) {
        return new Rows.Mark(now(), actor.caller().userId(), actor.caller().name());
    }

    /** One more row refers to the content. */
    void refer(Handle tx, BlobId hash) {
        blobs.refer(tx, hash);
        Rows.noteContent(tx, hash);
    }

    /** The documents changed: whoever looks into contents and keeps the search hears of it. */
    void due(Handle tx, List<Long> ids) {
        tx.createUpdate(
                        """
                        INSERT INTO vault_due (document_id, at) SELECT unnest(:ids), :now
                        ON CONFLICT (document_id) DO UPDATE SET at = excluded.at, tries = 0
                        """)
                .bind("ids", ids.toArray(Long[]::new))
                .bind("now", now())
                .execute();
        live.changed(tx, BELL);
    }

    /** Screens that show the dossier look again. */
    void changed(Handle tx, long dossierId) {
        live.changed(tx, "dossier:" + dossierId);
    }

    /** Last in a transaction: others wait from here to its commit. */
    void tell(Handle tx, Actor actor, String action, Node node, Map<String, ?> details) {
        live.changed(tx, "dossier:" + node.dossierId());
        if (node instanceof Document && !action.equals("document.erase")) {
            due(tx, List.of(node.id()));
        }
        String kind = node instanceof Document ? "document:" : "folder:";
        Map<String, Object> all = new TreeMap<>(details);
        all.put("dossier", node.dossierId());
        all.put("name", node.name());
        audit.record(tx, actor.caller(), action, kind + node.id(), all);
    }

    /** The audit's part of {@link #tell} for several new documents. */
    void recordNew(Handle tx, Actor actor, String action, List<Document> documents) {
        audit.record(
                tx,
                actor.caller(),
                action,
                documents.stream()
                        .map(
                                document ->
                                        new Audit.Done(
                                                "document:" + document.id(),
                                                new TreeMap<>(
                                                        Map.of(
                                                                "dossier",
                                                                document.dossierId(),
                                                                "name",
                                                                document.name(),
                                                                "hash",
                                                                document.hash().hex()))))
                        .toList());
    }

    Document document(Handle handle, long id) {
        return Rows.find(handle, id).orElseThrow(Entrance::missing);
    }

    Folder folder(Handle handle, long id) {
        return tree.find(handle, id).orElseThrow(Entrance::missing);
    }

    /** A document that is not in the trash. */
    Document live(Handle handle, long id) {
        Document document = document(handle, id);
        if (document.trashed()) {
            throw Entrance.missing();
        }
        return document;
    }
}
