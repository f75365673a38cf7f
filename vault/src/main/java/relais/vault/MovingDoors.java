package relais.vault;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import relais.platform.http.Route;
import relais.vault.access.Sight;
import relais.vault.api.MovesApi;
import relais.vault.api.NewMovesApi;
import relais.vault.document.Actor;
import relais.vault.document.Condition;
import relais.vault.document.Document;
import relais.vault.document.DocumentName;
import relais.vault.document.DocumentPath;
import relais.vault.document.Documents;
import relais.vault.document.Outcome;
import relais.vault.download.FromShare;
import relais.vault.moving.Importer;
import relais.vault.moving.Incoming;
import relais.vault.moving.Moving;
import relais.vault.moving.share.Filing;
import relais.vault.scan.Gate;
import relais.vault.type.Types;

/** Wires moving in with the rooms whose records it makes. */
final class MovingDoors {
    private final Moving moving;
    private final MovesApi api;
    private final NewMovesApi begin;

    /**
     * @param gate what files of the share pass that are read before they are here
     */
    MovingDoors(
            Vault.Platform on,
            Types types,
            Documents documents,
            Sight sight,
            Gate gate,
            Path incoming) {
        this.moving =
                new Moving(
                        new Moving.Setup(
                                on.database(),
                                types,
                                new DocumentFiling(documents),
                                on.audit(),
                                on.jobs(),
                                on.clock()));
        this.api =
                new MovesApi(
                        on.database(),
                        moving,
                        sight,
                        on.audit(),
                        new FromShare(moving.bridge(), gate));
        this.begin = new NewMovesApi(on.database(), moving, new Incoming(incoming), on.audit());
    }

    Moving moving() {
        return moving;
    }

    List<Route> routes() {
        List<Route> routes = new ArrayList<>(begin.routes());
        routes.addAll(api.routes());
        return routes;
    }

    /** Files of the old share as documents, with the dates that they had. */
    private record DocumentFiling(Documents documents) implements Filing {
        private static final Actor ACTOR = new Actor(Importer.CALLER);

        @Override
        public void file(Entry entry, InputStream content, Also also) throws IOException {
            Documents.Brought brought = documents.bring(content);
            Outcome<Documents.Put> outcome =
                    documents.place(
                            ACTOR,
                            entry.dossierId(),
                            path(entry),
                            brought,
                            new Documents.Rules(
                                    entry.documentId() == null
                                            ? new Condition.Beside()
                                            : new Condition.Always(),
                                    true),
                            (tx, put) -> {
                                date(tx, put, entry);
                                return also.does(
                                        tx,
                                        new Filed(
                                                put.document().id(),
                                                put.document().hash(),
                                                put.document().size()));
                            });
            if (outcome instanceof Outcome.Refused<Documents.Put> refused
                    && !refused.code().equals("changed-meanwhile")) {
                throw new IOException(refused.detail());
            }
        }

        private DocumentPath path(Entry entry) {
            if (entry.documentId() != null
                    && documents.get(Importer.CALLER, entry.documentId())
                            instanceof Outcome.Done<Document> there) {
                return documents.pathOf(there.value()).child(DocumentName.of(there.value().name()));
            }
            return DocumentPath.TOP.child(DocumentName.nearest(entry.name(), "document"));
        }

        private static void date(Handle tx, Documents.Put put, Entry entry) {
            tx.createUpdate(
                            """
                            UPDATE vault_document SET changed_at = :at,
                              created_at = CASE WHEN :created THEN :at ELSE created_at END
                            WHERE id = :id
                            """)
                    .bind("at", entry.at())
                    .bind("created", put.created())
                    .bind("id", put.document().id())
                    .execute();
            tx.createUpdate(
                            """
                            UPDATE vault_version SET at = :at
                            WHERE document_id = :id AND version = :version
                            """)
                    .bind("at", entry.at())
                    .bind("id", put.document().id())
                    .bind("version", put.document().version())
                    .execute();
        }
    }
}
