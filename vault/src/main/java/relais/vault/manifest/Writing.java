package relais.vault.manifest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;
import relais.platform.accounts.Memberships;
import relais.platform.db.Database;
import relais.platform.json.Json;
import relais.vault.blob.Blobs;
import relais.vault.contact.Contacts;

/** Writes a manifest from the rows as they are. */
final class Writing {
    private final Database database;
    private final Blobs blobs;
    private final Memberships memberships;
    private final Contacts contacts;

    Writing(Database database, Blobs blobs, Memberships memberships, Contacts contacts) {
        this.database = database;
        this.blobs = blobs;
        this.memberships = memberships;
        this.contacts = contacts;
    }

    /**
     * A manifest that was kept.
     *
     * @param arrived documents of which it tells, and which another dossier's manifest told of
     */
    record Written(Pieces.Made made, Arrived arrived) {}

    /** Keeps the manifest of what is there now, or one that says that it is gone. */
    Written write(Subject subject, long turn, Instant now) throws IOException {
        Pieces pieces = new Pieces(blobs);
        Map<String, Set<Long>> named = new LinkedHashMap<>();
        AtomicReference<String> origin = new AtomicReference<>();
        AtomicReference<Arrived> arrived = new AtomicReference<>(Arrived.NOTHING);
        boolean there =
                database.inTransaction(
                        tx -> {
                            // a store may be slow, and a dossier large
                            tx.execute("SET LOCAL idle_in_transaction_session_timeout = 0");
                            tx.execute("SET LOCAL statement_timeout = 0");
                            origin.set(Origin.of(tx));
                            arrived.set(Arrived.at(tx, subject)); // before the rows are looked at
                            boolean any = rows(tx, subject, pieces, named);
                            names(tx, pieces, named);
                            return any;
                        });
        Map<Long, Contacts.Card> cards =
                contacts.cards(named.getOrDefault(Named.CONTACT, Set.of()));
        for (Map.Entry<Long, Contacts.Card> card : cards.entrySet()) {
            ObjectNode line = line(card.getKey(), "address", card.getValue().address());
            line.put("name", card.getValue().name());
            line.put("language", card.getValue().language());
            pieces.line(Named.CONTACT, text(Named.CONTACT, line.toString()));
        }
        Pieces.Made made =
                pieces.finish(
                        new Head(
                                Head.FORMAT,
                                subject.kind().name().toLowerCase(Locale.ROOT),
                                subject.id(),
                                turn,
                                now,
                                origin.get(),
                                there ? null : true,
                                0,
                                List.of()));
        return new Written(made, Objects.requireNonNull(arrived.get()));
    }

    private static boolean rows(
            Handle tx, Subject subject, Pieces pieces, Map<String, Set<Long>> named)
            throws IOException {
        return RecordRows.read(
                tx,
                subject,
                (table, place, row) -> {
                    ObjectNode parsed = (ObjectNode) Json.mapper().readTree(row);
                    Named.in(
                            table,
                            parsed,
                            (what, id) ->
                                    named.computeIfAbsent(what, w -> new TreeSet<>()).add(id));
                    pieces.line(place, text(table, row));
                });
    }

    private void names(Handle tx, Pieces pieces, Map<String, Set<Long>> named) throws IOException {
        Set<Long> users = named.getOrDefault(Named.USER, Set.of());
        for (Map.Entry<Long, String> user : memberships.logins(tx, users).entrySet()) {
            ObjectNode line = line(user.getKey(), "login", user.getValue());
            pieces.line(Named.USER, text(Named.USER, line.toString()));
        }
        Set<Long> groups = named.getOrDefault(Named.GROUP, Set.of());
        for (Map.Entry<Long, String> group : memberships.groupNames(tx, groups).entrySet()) {
            ObjectNode line = line(group.getKey(), "name", group.getValue());
            pieces.line(Named.GROUP, text(Named.GROUP, line.toString()));
        }
    }

    private static ObjectNode line(long id, String key, String value) {
        return Json.mapper().createObjectNode().put("id", id).put(key, value);
    }

    /** A table and a row of it. */
    private static String text(String table, String row) {
        return "[\"" + table + "\"," + row + "]";
    }
}
