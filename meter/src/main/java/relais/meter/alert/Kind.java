package relais.meter.alert;

import java.util.Optional;

/** What raised an alert. */
public enum Kind {
    /** A field is outside of what its metadata say. */
    THRESHOLD("threshold"),
    /** A rule of ours. */
    RULE("rule"),
    /** A host says nothing any more. */
    HOST_SILENT("host-silent"),
    /** A host speaks, but of this graph no more. */
    GRAPH_STOPPED("graph-stopped");

    private final String code;

    Kind(String code) {
        this.code = code;
    }

    /** As in the API and in the table. */
    public String code() {
        return code;
    }

    static Optional<Kind> of(String code) {
        for (Kind each : values()) {
            if (each.code.equals(code)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
