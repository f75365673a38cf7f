package relais.vault.manifest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import relais.platform.accounts.Memberships;
import relais.platform.db.Database;
import relais.vault.contact.Contacts;

/** Who those are today whom a manifest names: one manifest's, forgotten with it. */
final class Present {
    private final Database database;
    private final Memberships memberships;
    private final Contacts contacts;
    private final Map<String, @Nullable Long> known = new HashMap<>();

    Present(Database database, Memberships memberships, Contacts contacts) {
        this.database = database;
        this.memberships = memberships;
        this.contacts = contacts;
    }

    /** For one manifest: its numbers mean who it says they mean. */
    final class Of implements Named.Now {
        private final Map<String, Long> meant = new HashMap<>();

        /** Takes a line that says who somebody is. */
        void learn(String what, ObjectNode row) {
            String name =
                    switch (what) {
                        case Named.USER -> row.path("login").asText();
                        case Named.GROUP -> row.path("name").asText();
                        default -> row.path("address").asText();
                    };
            Long id = find(what, name, row);
            if (id != null) {
                meant.put(what + row.path("id").asLong(), id);
            }
        }

        @Override
        public @Nullable Long of(String what, long id) {
            return meant.get(what + id);
        }
    }

    Of manifest() {
        return new Of();
    }

    private @Nullable Long find(String what, String name, ObjectNode row) {
        String key = what + " " + name;
        if (!known.containsKey(key)) {
            known.put(key, ask(what, name, row).orElse(null));
        }
        return known.get(key);
    }

    private Optional<Long> ask(String what, String name, ObjectNode row) {
        return switch (what) {
            case Named.USER -> database.with(handle -> memberships.userOf(handle, name));
            case Named.GROUP ->
                    Optional.of(database.inTransaction(tx -> memberships.groupCalled(tx, name)));
            default ->
                    contacts.bring(
                            new Contacts.Card(text(row, "name"), name, text(row, "language")));
        };
    }

    private static @Nullable String text(ObjectNode row, String key) {
        return row.hasNonNull(key) ? row.path(key).asText() : null;
    }
}
