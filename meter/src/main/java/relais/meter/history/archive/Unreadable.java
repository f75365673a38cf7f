package relais.meter.history.archive;

/** The bytes are not what they should be. */
final class Unreadable extends Exception {
    private static final long serialVersionUID = 1;

    Unreadable(String reason) {
        super(reason);
    }
}
