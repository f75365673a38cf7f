package relais.vault.conversation;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import relais.platform.identity.Caller;
import relais.vault.access.Level;
import relais.vault.access.Outcome;
import relais.vault.contact.Conversations;
import relais.vault.dossier.Deeds;

/** Messages that are filed in dossiers, and answers that go out from them. */
public final class Filing {
    /** What is filed or shown at once. */
    private static final int MESSAGES = 500;

    private final Deeds deeds;
    private final Conversations conversations;

    public Filing(Deeds deeds, Conversations conversations) {
        this.deeds = deeds;
        this.conversations = conversations;
    }

    /** What is filed, oldest first, as far as the caller may see messages of these people. */
    public List<Conversations.Message> of(Caller caller, long dossier) {
        Set<Long> filed =
                new HashSet<>(
                        deeds.database()
                                .with(
                                        handle ->
                                                handle.createQuery(
                                                                """
                                                                SELECT message_id FROM vault_message
                                                                WHERE dossier_id = :dossier
                                                                ORDER BY message_id DESC LIMIT :limit
                                                                """)
                                                        .bind("dossier", dossier)
                                                        .bind("limit", MESSAGES)
                                                        .mapTo(Long.class)
                                                        .list()));
        return filed.isEmpty() ? List.of() : conversations.these(caller, filed);
    }

    /** Files messages that the caller may see; filed ones stay filed. */
    public Outcome file(Caller caller, long dossier, Set<Long> messages, long contact) {
        List<Conversations.Message> found =
                contact == 0
                        ? conversations.these(caller, messages)
                        : conversations.with(caller, contact, MESSAGES);
        if (found.isEmpty()) {
            return new Outcome.Refused(
                    422, "messages-none", "messageIds", "there are no such messages for you");
        }
        return deeds.on(
                caller,
                dossier,
                Level.WRITE,
                tx -> {
                    found.forEach(message -> insert(tx, caller, dossier, message));
                    deeds.done(
                            tx,
                            caller,
                            dossier,
                            "messages",
                            "dossier.messages",
                            Map.of("messages", found.size()));
                    return new Outcome.Ok(dossier);
                });
    }

    private void insert(Handle tx, Caller caller, long dossier, Conversations.Message message) {
        tx.createUpdate(
                        """
                        INSERT INTO vault_message
                          (dossier_id, message_id, contact_id, filed_at, filed_by_name)
                        VALUES (:dossier, :message, :contact, :at, :name)
                        ON CONFLICT DO NOTHING
                        """)
                .bind("dossier", dossier)
                .bind("message", message.id())
                .bind("contact", message.contactId())
                .bind("at", deeds.now())
                .bind("name", caller.name())
                .execute();
    }

    /** Writes to a person and files what was written. */
    public Outcome answer(Caller caller, long dossier, long contact, String text) {
        Outcome may = deeds.on(caller, dossier, Level.WRITE, tx -> new Outcome.Ok(dossier));
        if (!(may instanceof Outcome.Ok)) {
            return may;
        }
        Outcome sent = conversations.send(caller, contact, text);
        if (!(sent instanceof Outcome.Ok(long message))) {
            return sent;
        }
        return deeds.on(
                caller,
                dossier,
                Level.WRITE,
                tx -> {
                    insert(
                            tx,
                            caller,
                            dossier,
                            new Conversations.Message(
                                    message, contact, "out", text, deeds.now(), null));
                    deeds.done(
                            tx,
                            caller,
                            dossier,
                            "answered",
                            "dossier.answer",
                            Map.of("message", message));
                    return new Outcome.Ok(message);
                });
    }
}
