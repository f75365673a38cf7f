package relais.vault.access;

/** A group of users may do something with all dossiers of a type, or with one dossier. */
public record Grant(long group, Level level) {}
