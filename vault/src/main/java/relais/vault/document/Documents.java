package relais.vault.document;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.identity.Caller;
import relais.platform.live.LiveFeed;
import relais.vault.access.Sight;
import relais.vault.blob.BlobId;
import relais.vault.blob.Blobs;
import relais.vault.blob.Kept;
import relais.vault.document.Outcome.Done;
import relais.vault.document.Outcome.Refused;
import relais.vault.document.Outcome.Why;

/**
 * Documents in the folders of dossiers, for everybody who serves them: the API and drives. Each
 * method first asks whether the actor may. Thread safe.
 */
public final class Documents {
    private static final Outcome<Put> NO_DOCUMENT =
            new Refused<>(Why.INVALID, "invalid-path", "the path names no document");

    private final Desk desk;
    private final Asking asking;
    private final Putting putting;
    private final Placing placing;
    private final Moves moves;
    private final Trash trash;
    private final Listing listing;
    private final HeldChanges held;
    private final Together together;

    /**
     * What documents stand on.
     *
     * @param random one that cannot be guessed
     */
    public record Setup(
            Database database,
            Blobs blobs,
            Sight sight,
            Audit audit,
            LiveFeed live,
            InstantSource clock,
            RandomGenerator random,
            Hooks hooks) {}

    public Documents(Setup setup) {
        this.desk = new Desk(setup);
        this.asking = new Asking(desk);
        this.placing = new Placing(desk);
        this.putting = new Putting(desk, placing, this::makeFolder);
        this.moves = new Moves(desk);
        this.trash = new Trash(desk);
        this.listing = new Listing(desk);
        this.held = new HeldChanges(desk, this);
        this.together = new Together(desk);
    }

    /** A content that was put somewhere. */
    public record Put(Document document, boolean created, boolean same) {}

    /**
     * How a content is put somewhere.
     *
     * @param makeFolders whether missing folders above it are made; else they are a conflict
     */
    public record Rules(Condition condition, boolean makeFolders) {}

    /** A content that is durable but in no document yet. */
    public record Brought(Kept kept, byte[] head) {}

    public Locks locks() {
        return desk.locks;
    }

    public Moves moves() {
        return moves;
    }

    public Trash trash() {
        return trash;
    }

    public HeldChanges held() {
        return held;
    }

    public Together together() {
        return together;
    }

    public Listing listing() {
        return listing;
    }

    /** Whether the actor may put something into the dossier; to be asked before a body is read. */
    public Outcome<Boolean> admits(Actor actor, long dossierId) {
        return asking.admits(actor.caller(), dossierId);
    }

    /** What is at the path: a folder (the top too) or a document. */
    public Outcome<Node> find(Caller caller, long dossierId, DocumentPath path) {
        return desk.look(
                handle -> {
                    desk.entrance.read(handle, caller, dossierId);
                    return node(handle, dossierId, path)
                            .orElseThrow(() -> Entrance.missing("there is nothing at " + path));
                });
    }

    private Optional<Node> node(Handle handle, long dossierId, DocumentPath path) {
        Optional<Folder> folder = desk.tree.find(handle, dossierId, path);
        if (folder.isPresent() || path.isTop()) {
            return folder.map(Node.class::cast);
        }
        return desk.tree
                .find(handle, dossierId, path.parent())
                .flatMap(above -> Rows.find(handle, dossierId, above.id(), path.name().text()))
                .map(Node.class::cast);
    }

    /** A document, also one in the trash. */
    public Outcome<Document> get(Caller caller, long id) {
        return asking.get(caller, id);
    }

    /** A document that somebody who may has given away; empty for one in the trash. */
    public Optional<Document> shared(long id) {
        return desk.database.with(
                handle ->
                        Rows.find(handle, id)
                                .filter(document -> !document.trashed())
                                .filter(document -> isOpen(handle, document.dossierId())));
    }

    private static boolean isOpen(Handle handle, long dossierId) {
        return handle.createQuery(
                        """
                        SELECT EXISTS (SELECT 1 FROM vault_dossier
                          WHERE id = :id AND trashed_at IS NULL)
                        """)
                .bind("id", dossierId)
                .mapTo(Boolean.class)
                .one();
    }

    /** Whether the caller may see what is infected, erase, and end others' locks. */
    public boolean mayManage(Caller caller, long dossierId) {
        return desk.database.with(handle -> desk.entrance.mayManage(handle, caller, dossierId));
    }

    /** The path of the folder that a document lies in. */
    public DocumentPath pathOf(Document document) {
        return desk.database.with(handle -> desk.tree.path(handle, document.folderId()));
    }

    /** Where a folder is, its own name included. */
    public DocumentPath pathOf(Folder folder) {
        return desk.database.with(handle -> desk.tree.path(handle, folder.id()));
    }

    /** Who edits it, or a folder above it. */
    public List<Lock> locksOn(Node node) {
        return desk.database.with(handle -> desk.locks.on(handle, node));
    }

    /** A folder by its number. */
    public Outcome<Folder> folder(Caller caller, long id) {
        return desk.look(
                handle -> {
                    Folder folder =
                            desk.tree.find(handle, id).orElseThrow(() -> Entrance.missing());
                    desk.entrance.read(handle, caller, folder.dossierId());
                    return folder;
                });
    }

    /** Every content the document had, the newest first. */
    public List<Version> versions(Document document) {
        return desk.database.with(handle -> Rows.versions(handle, document.id()));
    }

    /** One of them. */
    public Optional<Version> version(Document document, int version) {
        return desk.database.with(handle -> Rows.version(handle, document.id(), version));
    }

    /** Reads a content to its end; on return it is durable. */
    public Brought bring(InputStream content) throws IOException {
        byte[] head = content.readNBytes(MediaTypes.HEAD);
        return new Brought(desk.blobs.keep(Putting.again(head, content), -1), head);
    }

    /** The newest content of a document, to be put somewhere else without being read whole. */
    public Brought again(Document document) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream(MediaTypes.HEAD);
        long length = Math.min(MediaTypes.HEAD, document.size());
        if (length > 0) {
            desk.blobs.copy(document.hash(), 0, length, head);
        }
        return new Brought(new Kept(document.hash(), document.size(), true), head.toByteArray());
    }

    /**
     * A content that comes.
     *
     * @param size in bytes; -1 where nobody knows. A hint: what comes counts
     * @param check of what has come whole, before it is put anywhere
     */
    public record Incoming(InputStream content, long size, Check check) {
        public Incoming(InputStream content) {
            this(content, -1, came -> new Done<>(true));
        }
    }

    /** Whether a content that came is the one that was meant. */
    @FunctionalInterface
    public interface Check {
        Outcome<Boolean> of(BlobId came);
    }

    /** Brings a content and puts it at the path: a new document, or a document's new version. */
    public Outcome<Put> put(
            Actor actor, long dossierId, DocumentPath path, Incoming incoming, Rules rules)
            throws IOException {
        if (path.isTop()) {
            return NO_DOCUMENT;
        }
        if (admits(actor, dossierId) instanceof Refused<Boolean>(Why why, String c, String d)) {
            return new Refused<>(why, c, d);
        }
        return putting.put(actor, dossierId, path, incoming, rules);
    }

    /** Puts a content that was brought at the path, one of many. */
    public Outcome<Put> place(
            Actor actor, long dossierId, DocumentPath path, Brought brought, Rules rules)
            throws IOException {
        if (path.isTop()) {
            return NO_DOCUMENT;
        }
        return putting.place(actor, dossierId, path, brought, rules);
    }

    /** Done in the transaction that puts a content in its place; false undoes it. */
    @FunctionalInterface
    public interface Also {
        boolean does(Handle tx, Put put);
    }

    /** The same, with more in its transaction. */
    public Outcome<Put> place(
            Actor actor,
            long dossierId,
            DocumentPath path,
            Brought brought,
            Rules rules,
            Also also) {
        if (path.isTop()) {
            return NO_DOCUMENT;
        }
        return putting.place(actor, dossierId, path, brought, rules, also);
    }

    /** A content that was held becomes the newest. */
    Outcome<Document> renew(Actor actor, long id, Rows.Content content) {
        return desk.attempt(
                tx -> {
                    Rows.hold(tx, id);
                    Document there = desk.live(tx, id);
                    desk.entrance.write(tx, actor.caller(), there.dossierId());
                    placing.renew(tx, actor, there, content);
                    return desk.document(tx, id);
                });
    }

    /** An earlier content becomes the newest, as a version of its own. */
    public Outcome<Document> restoreVersion(Actor actor, long id, int version) {
        return desk.attempt(
                tx -> {
                    Rows.hold(tx, id);
                    Document there = desk.live(tx, id);
                    desk.entrance.write(tx, actor.caller(), there.dossierId());
                    Version old =
                            Rows.version(tx, id, version)
                                    .orElseThrow(() -> Entrance.missing("no such version"));
                    desk.locks.refuse(tx, actor, there);
                    if (!there.hash().equals(old.hash())) {
                        Rows.Content content =
                                new Rows.Content(old.hash(), old.size(), old.mediaType());
                        placing.renew(tx, actor, there, content, "document.restore-version");
                    }
                    return desk.document(tx, id);
                });
    }

    /** A folder with all above it; one that is there is given back. */
    public Outcome<Folder> makeFolder(Actor actor, long dossierId, DocumentPath path) {
        return desk.attempt(
                tx -> {
                    desk.entrance.write(tx, actor.caller(), dossierId);
                    Optional<Folder> there = desk.tree.find(tx, dossierId, path);
                    if (there.isPresent()) {
                        return there.get();
                    }
                    Folder made = desk.tree.make(tx, dossierId, path);
                    desk.locks.refuse(tx, actor, made);
                    desk.tell(tx, actor, "folder.make", made, Map.of());
                    return made;
                });
    }
}
