package relais.meter.overview;

/** How a host is, in one word. */
public enum HostState {
    OK,
    WARNING,
    CRITICAL,
    /** Something of it cannot be measured. */
    UNKNOWN,
    /** Nothing came for three of its intervals, or its key was withdrawn. */
    SILENT,
    /** Paired, and never heard. */
    WAITING
}
