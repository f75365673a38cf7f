package relais.agent.batch;

/** Bytes that are no sheet or batch, or one beyond its bounds; the message says where. */
public final class Damaged extends Exception {
    private static final long serialVersionUID = 1;

    Damaged(String message) {
        super(message);
    }
}
