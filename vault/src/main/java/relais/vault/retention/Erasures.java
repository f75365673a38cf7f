package relais.vault.retention;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import relais.platform.identity.Caller;
import relais.vault.access.Level;
import relais.vault.access.Outcome;
import relais.vault.access.VaultPermissions;
import relais.vault.blob.Blobs;
import relais.vault.document.Clearing;
import relais.vault.dossier.Deeds;
import relais.vault.hold.Holds;
import relais.vault.type.TypeDefinition;
import relais.vault.type.Types;

/**
 * Erases dossiers that have been kept long enough, each because a person says so; what stays is a
 * certificate without names, and the audit log.
 */
public final class Erasures {
    private final Deeds deeds;
    private final Blobs blobs;

    public Erasures(Deeds deeds, Blobs blobs) {
        this.deeds = deeds;
        this.blobs = blobs;
    }

    /**
     * What stays of a dossier.
     *
     * @param due since when it might be erased
     * @param digest SHA-256 over the hashes of its contents, in their order; hex, and in the audit
     *     log too
     */
    public record Certificate(
            long id,
            long dossier,
            long type,
            String number,
            Instant openedAt,
            @Nullable Instant closedAt,
            LocalDate due,
            Instant erasedAt,
            String erasedBy,
            int documents,
            String digest) {}

    /** A content that went, by its SHA-256. */
    public record Gone(String sha256, long size) {}

    private record Case(long type, String number, Instant created, @Nullable Instant closed) {}

    /**
     * Erases a dossier with all that belongs to it.
     *
     * @param number the dossier's, written by the person who confirms
     */
    public Outcome erase(Caller caller, long dossier, String number) {
        return deeds.database()
                .inTransaction(
                        tx -> {
                            // first: whoever puts something in or places a hold waits, or is seen
                            Clearing.begin(tx, dossier);
                            Optional<Case> found = lock(tx, dossier);
                            Level may = deeds.sight().of(tx, caller, dossier);
                            if (found.isEmpty() || may == Level.NONE) {
                                return new Outcome.Missing();
                            }
                            if (!may.allows(Level.MANAGE)) {
                                return Outcome.notPermitted();
                            }
                            return erase(tx, caller, dossier, found.get(), number);
                        });
    }

    private Outcome erase(Handle tx, Caller caller, long dossier, Case found, String number) {
        if (Holds.held(tx, dossier)) {
            return new Outcome.Refused(
                    409, "dossier-held", null, "a legal hold stands: nothing of it is erased");
        }
        TypeDefinition type = Types.definitions(tx).get(found.type());
        LocalDate due =
                type == null ? null : DueForErasure.earliest(type, found.created(), found.closed());
        if (due == null || due.isAfter(LocalDate.ofInstant(deeds.now(), ZoneOffset.UTC))) {
            return new Outcome.Refused(
                    409, "erasure-not-due", null, "it has not been kept as long as its type asks");
        }
        if (!number.strip().equals(found.number())) {
            return new Outcome.Refused(
                    422, "erasure-number", "number", "write the dossier's number to confirm");
        }
        Clearing.Held held = Clearing.held(tx, dossier);
        String digest = digest(held);
        long id = certify(tx, caller, dossier, found, due, held, digest);
        Clearing.clear(tx, blobs, dossier);
        tx.execute("DELETE FROM vault_hold WHERE dossier_id = ?", dossier);
        // and with it history, notes, tasks, links, people, messages, letters and grants
        tx.execute("DELETE FROM vault_dossier WHERE id = ?", dossier);
        deeds.live().changed(tx, "dossiers");
        deeds.tell(tx, dossier);
        deeds.audit()
                .record(
                        tx,
                        caller,
                        "dossier.erase",
                        "dossier:" + dossier,
                        Map.of(
                                "number",
                                found.number(),
                                "certificate",
                                id,
                                "documents",
                                held.documents(),
                                "digest",
                                digest));
        return new Outcome.Ok(id);
    }

    private static Optional<Case> lock(Handle tx, long dossier) {
        return tx.createQuery("SELECT * FROM vault_dossier WHERE id = :id FOR UPDATE")
                .bind("id", dossier)
                .map(
                        (row, context) -> {
                            Timestamp closed = row.getTimestamp("closed_at");
                            return new Case(
                                    row.getLong("type_id"),
                                    row.getString("number"),
                                    row.getTimestamp("created_at").toInstant(),
                                    closed == null ? null : closed.toInstant());
                        })
                .findOne();
    }

    private static String digest(Clearing.Held held) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            held.contents().forEach(content -> digest.update(content.hash().bytes()));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private long certify(
            Handle tx,
            Caller caller,
            long dossier,
            Case found,
            LocalDate due,
            Clearing.Held held,
            String digest) {
        long id =
                tx.createQuery(
                                """
                                INSERT INTO vault_erasure (dossier_id, type_id, number, opened_at,
                                  closed_at, due, erased_at, erased_by, erased_by_name, documents,
                                  digest, confidential)
                                SELECT id, :type, :number, :opened, :closed, :due, :now,
                                  :by, :name, :documents, :digest, confidential
                                FROM vault_dossier WHERE id = :dossier RETURNING id
                                """)
                        .bind("dossier", dossier)
                        .bind("type", found.type())
                        .bind("number", found.number())
                        .bind("opened", found.created())
                        .bind("closed", found.closed())
                        .bind("due", due)
                        .bind("now", deeds.now())
                        .bind("by", caller.userId())
                        .bind("name", caller.name())
                        .bind("documents", held.documents())
                        .bind("digest", HexFormat.of().parseHex(digest))
                        .mapTo(Long.class)
                        .one();
        PreparedBatch contents =
                tx.prepareBatch("INSERT INTO vault_erased_content VALUES (:id, :hash, :size)");
        held.contents()
                .forEach(
                        content ->
                                contents.bind("id", id)
                                        .bind("hash", content.hash().bytes())
                                        .bind("size", content.size())
                                        .add());
        if (contents.size() > 0) {
            contents.execute();
        }
        return id;
    }

    /** Certificates of types that the caller sees, the newest first. */
    public List<Certificate> certificates(Caller caller, long before, int limit) {
        return deeds.database()
                .with(
                        handle ->
                                handle.createQuery(
                                                """
                                                SELECT * FROM vault_erasure
                                                WHERE type_id = ANY (:types) AND id < :before
                                                  AND (NOT confidential OR :confidential)
                                                ORDER BY id DESC LIMIT :limit
                                                """)
                                        .bind(
                                                "types",
                                                deeds.sight()
                                                        .reach(handle, caller)
                                                        .types()
                                                        .keySet()
                                                        .toArray(Long[]::new))
                                        .bind("confidential", seesConfidential(caller))
                                        .bind("before", before)
                                        .bind("limit", limit)
                                        .map((row, context) -> certificate(row))
                                        .list());
    }

    /** What went with a certificate's dossier, by hash; empty too where the caller may not know. */
    public List<Gone> contents(Caller caller, long certificate, String after, int limit) {
        return deeds.database()
                .with(
                        handle ->
                                handle.createQuery(
                                                """
                                                SELECT encode(c.hash, 'hex') AS hash, c.size
                                                FROM vault_erased_content c
                                                JOIN vault_erasure e ON e.id = c.erasure_id
                                                WHERE e.id = :id AND e.type_id = ANY (:types)
                                                  AND (NOT e.confidential OR :confidential)
                                                  AND c.hash > decode(:after, 'hex')
                                                ORDER BY c.hash LIMIT :limit
                                                """)
                                        .bind("id", certificate)
                                        .bind("confidential", seesConfidential(caller))
                                        .bind(
                                                "types",
                                                deeds.sight()
                                                        .reach(handle, caller)
                                                        .types()
                                                        .keySet()
                                                        .toArray(Long[]::new))
                                        .bind("after", after)
                                        .bind("limit", limit)
                                        .map(
                                                (row, context) ->
                                                        new Gone(
                                                                row.getString("hash"),
                                                                row.getLong("size")))
                                        .list());
    }

    private static boolean seesConfidential(Caller caller) {
        return caller.may(VaultPermissions.RECORDS_CONFIDENTIAL);
    }

    private static Certificate certificate(ResultSet row) throws SQLException {
        Timestamp closed = row.getTimestamp("closed_at");
        return new Certificate(
                row.getLong("id"),
                row.getLong("dossier_id"),
                row.getLong("type_id"),
                row.getString("number"),
                row.getTimestamp("opened_at").toInstant(),
                closed == null ? null : closed.toInstant(),
                row.getObject("due", LocalDate.class),
                row.getTimestamp("erased_at").toInstant(),
                row.getString("erased_by_name"),
                row.getInt("documents"),
                HexFormat.of().formatHex(row.getBytes("digest")));
    }
}
