package relais.vault.access;

import java.util.List;
import relais.platform.identity.GrantablePermission;
import relais.platform.identity.Permission;

/** What the vault's endpoints need. Which dossiers are seen with it, their grants say. */
public final class VaultPermissions {
    public static final Permission RECORDS_READ = new Permission("records.read");
    public static final Permission RECORDS_EDIT = new Permission("records.edit");
    public static final Permission RECORDS_ALL = new Permission("records.all");
    public static final Permission RECORDS_CONFIDENTIAL = new Permission("records.confidential");
    public static final Permission RECORDS_EXPORT = new Permission("records.export");
    public static final Permission RECORDS_TYPES = new Permission("records.types");
    public static final Permission RECORDS_HOLD = new Permission("records.hold");
    public static final Permission RECORDS_ERASE = new Permission("records.erase");
    public static final Permission FILES_STORES = new Permission("files.stores");
    public static final Permission FILES_IMPORT = new Permission("files.import");

    public static final List<GrantablePermission> ALL =
            List.of(
                    new GrantablePermission(RECORDS_READ, "See dossiers that are granted"),
                    new GrantablePermission(RECORDS_EDIT, "Change dossiers that are granted"),
                    new GrantablePermission(RECORDS_ALL, "Every dossier as if it were granted"),
                    new GrantablePermission(
                            RECORDS_CONFIDENTIAL, "Confidential dossiers of granted types too"),
                    new GrantablePermission(RECORDS_EXPORT, "Export lists of dossiers"),
                    new GrantablePermission(RECORDS_TYPES, "Define types of dossiers"),
                    new GrantablePermission(RECORDS_HOLD, "Put dossiers on legal hold, and end it"),
                    new GrantablePermission(
                            RECORDS_ERASE, "Erase dossiers that have been kept long enough"),
                    new GrantablePermission(FILES_STORES, "Look after stores and copies"),
                    new GrantablePermission(FILES_IMPORT, "Move old records and files in"));

    private VaultPermissions() {}
}
