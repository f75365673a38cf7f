package relais.platform.db;

/** What a database knows of a module's tables. */
public enum Schema {
    /** It never had them. */
    NONE,
    /** They are as this program makes them. */
    OURS,
    /** They are an older or a newer program's. */
    ANOTHER
}
