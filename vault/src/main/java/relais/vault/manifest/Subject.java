package relais.vault.manifest;

/** What a manifest tells of. */
record Subject(Kind kind, long id) {
    /** Its place in this list is its number in the database. */
    enum Kind {
        DOSSIER,
        TYPE
    }
}
