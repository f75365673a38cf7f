package relais.vault.policy;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relais.platform.db.Database;
import relais.vault.store.BlobStore.Entry;

/** Makes known what a store holds, when the database that knew it is lost. */
final class Adopting {
    private static final Logger LOG = LoggerFactory.getLogger(Adopting.class);

    private final Database database;
    private final InstantSource clock;

    Adopting(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Notes every whole object that nobody knows; what is wrong stays unknown, for a person to look
     * at. Copies of what is known by now are noted by the next comparison.
     *
     * @return how many
     */
    int all(OpenStore store, FindingWork.Check check) throws IOException {
        List<Entry> unknown = new ArrayList<>();
        new Known(database).unknown(store, "", unknown::add);
        int noted = 0;
        for (Entry entry : unknown) {
            Optional<String> wrong = one(store, entry.key(), check);
            if (wrong.isPresent()) {
                LOG.warn("{} in {}: {}", entry.key(), store.row().name(), wrong.get());
            } else {
                noted++;
            }
        }
        return noted;
    }

    /** Notes one; what has rotted must not become the measure of other copies, and is said. */
    Optional<String> one(OpenStore store, String key, FindingWork.Check check) throws IOException {
        Optional<String> wrong = check.wrong(store.store(), key);
        if (wrong.isPresent()) {
            return wrong;
        }
        Measure measure = Measure.of(store, key);
        Instant now = clock.instant();
        Copies.Written written = new Copies.Written(key, measure.size(), measure.crc(), now, false);
        database.useTransaction(
                tx -> Copies.note(tx, written, List.of(store.id()), List.of(), now));
        return Optional.empty();
    }
}
