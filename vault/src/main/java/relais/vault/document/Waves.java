package relais.vault.document;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.vault.document.Outcome.Why;

/**
 * Notices when somebody, or a program in their name, damages much in a short time: throws away,
 * empties, or makes unreadable what was readable. From then on it is held for a person to look at
 * instead of being done.
 */
final class Waves {
    /** More in {@link #WINDOW} is a wave: nobody looks at so many documents. */
    static final int MOST = 200;

    static final Duration WINDOW = Duration.ofMinutes(10);

    private final InstantSource clock;

    Waves(InstantSource clock) {
        this.clock = clock;
    }

    /** What a change of a content does to it. */
    enum Damage {
        EMPTIED,
        UNREADABLE
    }

    /** Whether the new content damages the old one, judged by what is known of both. */
    static Optional<Damage> damage(Document before, Rows.Content after) {
        if (before.size() > 0 && after.size() == 0) {
            return Optional.of(Damage.EMPTIED);
        }
        boolean wasReadable = !before.mediaType().equals(MediaTypes.UNKNOWN);
        return wasReadable && after.mediaType().equals(MediaTypes.UNKNOWN)
                ? Optional.of(Damage.UNREADABLE)
                : Optional.empty();
    }

    /** A change that is held, and why. */
    record Held(
            String kind,
            long dossierId,
            @Nullable Long documentId,
            @Nullable Long folderId,
            Rows.@Nullable Content content,
            String why) {}

    /** Counts the damage; where it is part of a wave, ends the transaction and holds the change. */
    void count(Handle tx, Desk desk, Actor actor, int damages, Held held) {
        if (actor.looked() || damages == 0) {
            return;
        }
        Instant now = clock.instant();
        boolean wave =
                tx.createQuery(
                                """
                                INSERT INTO vault_wave AS w (user_id, began_at, damages)
                                VALUES (:user, :now, :damages)
                                ON CONFLICT (user_id) DO UPDATE SET
                                  began_at = CASE WHEN w.began_at < :old THEN :now
                                    ELSE w.began_at END,
                                  damages = :damages + CASE WHEN w.began_at < :old THEN 0
                                    ELSE w.damages END
                                RETURNING damages > :most AND allowed_until < :now
                                """)
                        .bind("user", actor.caller().userId())
                        .bind("now", now)
                        .bind("old", now.minus(WINDOW))
                        .bind("damages", damages)
                        .bind("most", MOST)
                        .mapTo(Boolean.class)
                        .one();
        if (wave) {
            throw new Objection(
                    Why.HELD,
                    "held-for-a-look",
                    "so much was damaged in a short time that a person has to look first",
                    after -> hold(after, desk, actor, held));
        }
    }

    private void hold(Handle tx, Desk desk, Actor actor, Held held) {
        Rows.Content content = held.content();
        if (content != null) {
            desk.blobs.refer(tx, content.hash());
        }
        tx.createUpdate(
                        """
                        INSERT INTO vault_held_change (dossier_id, kind, document_id, folder_id, hash,
                          size, media_type, why, user_id, user_name, at)
                        VALUES (:dossier, :kind, :document, :folder, :hash, :size, :type, :why,
                          :user, :name, :now)
                        """)
                .bind("dossier", held.dossierId())
                .bind("kind", held.kind())
                .bind("document", held.documentId())
                .bind("folder", held.folderId())
                .bind("hash", content == null ? null : content.hash().bytes())
                .bind("size", content == null ? null : content.size())
                .bind("type", content == null ? null : content.mediaType())
                .bind("why", held.why())
                .bind("user", actor.caller().userId())
                .bind("name", actor.caller().name())
                .bind("now", clock.instant())
                .execute();
        desk.changed(tx, held.dossierId());
    }

    /** The documents in a folder and below it. */
    static int documents(Handle tx, List<Long> folders) {
        return tx.createQuery(
                        """
                        SELECT count(*) FROM vault_document
                        WHERE folder_id = ANY (:folders) AND trashed_at IS NULL
                        """)
                .bind("folders", folders.toArray(Long[]::new))
                .mapTo(Integer.class)
                .one();
    }
}
