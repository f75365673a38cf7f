package relais.vault.access;

import relais.platform.db.Database;
import relais.platform.identity.Caller;

/** Of which of the vault's things somebody may hear that they change. */
public final class Hearing {
    private static final String DOSSIER = "dossier:";

    private final Database database;
    private final Sight sight;

    public Hearing(Database database, Sight sight) {
        this.database = database;
        this.sight = sight;
    }

    /**
     * Lists tell only that something of their kind changed somewhere; a dossier tells of itself.
     */
    public boolean may(Caller caller, String thing) {
        if (!thing.startsWith(DOSSIER)) {
            return true;
        }
        String number = thing.substring(DOSSIER.length());
        return number.matches("[1-9]\\d{0,17}")
                && database.with(
                        handle ->
                                sight.of(handle, caller, Long.parseLong(number))
                                        .allows(Level.READ));
    }
}
