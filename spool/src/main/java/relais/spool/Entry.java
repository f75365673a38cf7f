package relais.spool;

/** One stored payload and its place in the order of all that was ever appended here. */
public record Entry(long position, byte[] payload) {}
