package relais.vault.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionException;
import org.jspecify.annotations.Nullable;
import relais.platform.db.Coalescing;
import relais.platform.db.Flushing;
import relais.vault.blob.BlobId;
import relais.vault.blob.Sealed;
import relais.vault.blob.Taken;
import relais.vault.blob.Unkept;
import relais.vault.blob.Written;
import relais.vault.document.Documents.Put;
import relais.vault.document.Outcome.Done;

/**
 * Contents that people bring at once become documents together, where nothing speaks against it:
 * small ones lie in one object, forced once, and all rows are of one transaction. Whatever is not
 * that simple is placed by itself.
 */
final class PlacingMany {
    /** Far less than forcing takes, which a larger group pays once. */
    private static final Duration PATIENCE = Duration.ofMillis(3);

    /** Sealed contents in memory at once. */
    private static final int ROOM = 256;

    private final Desk desk;
    private final Alone alone;
    private final Flushing flushing;
    private final Semaphore room = new Semaphore(ROOM);
    private final Coalescing<Boolean, Wish, Optional<Put>> asks =
            new Coalescing<>(PATIENCE, (all, wishes) -> placeAll(wishes));

    /** Where, and by whom. */
    record Place(Actor actor, long dossierId, DocumentPath folder) {
        static final Comparator<Place> BY_DOSSIER = Comparator.comparingLong(Place::dossierId);
    }

    /**
     * A content under a name.
     *
     * @param head of the content, {@link MediaTypes#HEAD} bytes
     * @param sealed where the content is not kept yet
     */
    record Wish(
            Place place,
            DocumentName name,
            Taken content,
            @Nullable Sealed sealed,
            byte[] head,
            Condition condition) {
        Rows.Content row() {
            return Placing.content(content, head, name);
        }
    }

    /** Wishes of one place that are granted. */
    private record Granted(Place place, Folder folder, List<Wish> wishes) {}

    /** Places one content in a transaction of its own, which need not be durable on return. */
    @FunctionalInterface
    interface Alone {
        Outcome<Put> place(Wish wish) throws IOException;
    }

    PlacingMany(Desk desk, Flushing flushing, Alone alone) {
        this.desk = desk;
        this.flushing = flushing;
        this.alone = alone;
    }

    /** Durable on return. */
    Outcome<Put> place(
            Place place, DocumentName name, Taken content, byte[] head, Condition condition)
            throws IOException {
        room.acquireUninterruptibly();
        try {
            Sealed sealed = content instanceof Unkept unkept ? desk.blobs.seal(unkept) : null;
            Wish wish = new Wish(place, name, content, sealed, head, condition);
            Optional<Put> made = asks.ask(true, wish);
            if (made.isPresent()) {
                return new Done<>(made.get());
            }
            Outcome<Put> outcome = alone.place(wish);
            if (outcome instanceof Done<Put>) {
                flushing.await();
            }
            return outcome;
        } finally {
            room.release();
        }
    }

    /** Empty for those who are to be placed by themselves; none fails for another's reason. */
    private List<Optional<Put>> placeAll(List<Wish> wishes) {
        Map<Wish, Put> made = new IdentityHashMap<>();
        try {
            Optional<Written> written = write(wishes);
            made.putAll(desk.database.inUnflushedRoutine(tx -> place(tx, written, wishes)));
            written.ifPresent(desk.blobs::forget);
        } catch (TransactionException nobodyKnows) {
            throw nobodyKnows; // it may be committed: doing it again could double it
        } catch (IOException | UncheckedIOException | IllegalStateException | JdbiException e) {
            made.clear(); // each learns by itself what speaks against it
        }
        if (!made.isEmpty()) {
            flushing.await();
        }
        return wishes.stream().map(wish -> Optional.ofNullable(made.get(wish))).toList();
    }

    private Optional<Written> write(List<Wish> wishes) throws IOException {
        List<Sealed> sealed = wishes.stream().map(Wish::sealed).filter(Objects::nonNull).toList();
        return sealed.isEmpty() ? Optional.empty() : desk.blobs.write(sealed);
    }

    private Map<Wish, Put> place(Handle tx, Optional<Written> written, List<Wish> wishes) {
        List<Granted> granted = granted(tx, wishes);
        written.ifPresent(object -> desk.blobs.note(tx, object));
        Map<Long, Wish> made = new LinkedHashMap<>();
        granted.forEach(one -> made.putAll(insert(tx, one)));
        if (made.isEmpty()) {
            return Map.of();
        }
        refer(tx, made.values()); // names before contents, as everybody locks them
        addVersions(tx, made.keySet());
        Map<Wish, Put> puts = new IdentityHashMap<>();
        List<Document> documents = Rows.find(tx, made.keySet());
        documents.forEach(d -> puts.put(made.get(d.id()), new Put(d, true, false)));
        tell(tx, documents, made);
        return puts;
    }

    /** What may become new documents, by place; dossiers in one order, as they are locked. */
    private List<Granted> granted(Handle tx, List<Wish> wishes) {
        Map<Place, Map<String, Wish>> byPlace = new LinkedHashMap<>();
        wishes.forEach(
                wish ->
                        byPlace.computeIfAbsent(wish.place(), place -> new LinkedHashMap<>())
                                .putIfAbsent(wish.name().text(), wish));
        return byPlace.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Place.BY_DOSSIER))
                .flatMap(one -> granted(tx, one.getKey(), one.getValue()))
                .toList();
    }

    private Stream<Granted> granted(Handle tx, Place place, Map<String, Wish> byName) {
        try {
            desk.entrance.write(tx, place.actor().caller(), place.dossierId());
            if (!Entrance.holdsFolders(tx, place.dossierId())) {
                return Stream.of(); // others need not wait for what happens there
            }
            Folder folder =
                    desk.tree
                            .find(tx, place.dossierId(), place.folder())
                            .orElseThrow(() -> Entrance.missing());
            desk.locks.refuse(tx, place.actor(), folder);
            List<Wish> free = new ArrayList<>(byName.values());
            Set<String> taken = folders(tx, folder, byName.keySet());
            free.removeIf(
                    wish -> taken.contains(wish.name().text()) || !mayBeNew(wish.condition()));
            return free.isEmpty() ? Stream.of() : Stream.of(new Granted(place, folder, free));
        } catch (Objection objection) {
            return Stream.of(); // told to each who is placed by himself
        }
    }

    private static boolean mayBeNew(Condition condition) {
        return switch (condition) {
            case Condition.Always always -> true;
            case Condition.Absent absent -> true;
            case Condition.Beside beside -> true;
            case Condition.Is is -> false;
        };
    }

    /** What folders are called; documents of a name show when they are inserted. */
    private static Set<String> folders(Handle tx, Folder folder, Collection<String> names) {
        return new HashSet<>(
                tx.createQuery(
                                """
                                SELECT name FROM vault_folder
                                WHERE dossier_id = :dossier AND coalesce(parent_id, 0) = :folder
                                  AND name = ANY (:names::text[])
                                """)
                        .bind("dossier", folder.dossierId())
                        .bind("folder", folder.id())
                        .bind("names", names.toArray(String[]::new))
                        .mapTo(String.class)
                        .list());
    }

    /** By the new documents' numbers; without those whose name a document has. */
    private Map<Long, Wish> insert(Handle tx, Granted granted) {
        Rows.Mark mark = desk.mark(granted.place().actor());
        Map<String, Wish> byName =
                granted.wishes().stream().collect(Collectors.toMap(w -> w.name().text(), w -> w));
        Map<Long, Wish> made = new LinkedHashMap<>();
        NewRows.insert(tx, granted.folder(), mark, byName.values())
                .forEach((id, name) -> made.put(id, byName.get(name)));
        return made;
    }

    private void refer(Handle tx, Collection<Wish> wishes) {
        Map<BlobId, Integer> rows = new HashMap<>();
        wishes.forEach(wish -> rows.merge(wish.content().id(), 1, Integer::sum));
        desk.blobs.refer(tx, rows);
        NewRows.noteContents(tx, rows.keySet());
    }

    private static void addVersions(Handle tx, Set<Long> ids) {
        tx.createUpdate(
                        """
                        INSERT INTO vault_version (document_id, version, hash, size, media_type, at,
                          by_id, by_name)
                        SELECT id, version, hash, size, media_type, changed_at, changed_by,
                          changed_name
                        FROM vault_document WHERE id = ANY (:ids)
                        """)
                .bind("ids", ids.toArray(Long[]::new))
                .execute();
    }

    /** The audit last: others wait from there to the commit. */
    private void tell(Handle tx, List<Document> documents, Map<Long, Wish> made) {
        documents.stream()
                .map(Document::dossierId)
                .distinct()
                .forEach(dossier -> desk.changed(tx, dossier));
        desk.due(tx, documents.stream().map(Document::id).toList());
        documents.stream()
                .collect(Collectors.groupingBy(d -> wish(made, d).place().actor()))
                .forEach((actor, his) -> desk.recordNew(tx, actor, "document.put", his));
    }

    private static Wish wish(Map<Long, Wish> made, Document document) {
        return Objects.requireNonNull(made.get(document.id()));
    }
}
