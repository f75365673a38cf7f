package relais.vault.access;

/** What somebody may do with a dossier, each including those before it. */
public enum Level {
    NONE,
    READ,
    WRITE,
    MANAGE;

    public boolean allows(Level wanted) {
        return compareTo(wanted) >= 0;
    }
}
