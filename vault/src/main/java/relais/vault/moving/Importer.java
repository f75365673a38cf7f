package relais.vault.moving;

import java.util.Locale;
import java.util.Set;
import relais.platform.identity.Caller;
import relais.vault.access.VaultPermissions;

/** In whose name old records come in: nobody's of the new system. */
public final class Importer {
    public static final Caller CALLER =
            new Caller(
                    0,
                    "moved in",
                    Set.of(
                            VaultPermissions.RECORDS_READ,
                            VaultPermissions.RECORDS_ALL,
                            VaultPermissions.RECORDS_EDIT,
                            VaultPermissions.RECORDS_CONFIDENTIAL,
                            VaultPermissions.RECORDS_TYPES),
                    false,
                    Set.of(),
                    Locale.ENGLISH);

    private Importer() {}
}
