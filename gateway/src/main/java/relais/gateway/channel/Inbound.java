package relais.gateway.channel;

import java.util.function.Consumer;

/** Where sessions put what arrives. */
@FunctionalInterface
public interface Inbound {
    /**
     * Takes it without waiting; {@code done} hears exactly once, on any thread, whether it is
     * durable. Arrivals of one caller thread keep their order.
     */
    void take(Arrival arrival, Consumer<Taken> done);

    /** Whether the provider may be told yes. */
    enum Taken {
        STORED,
        /** No room: the provider shall keep it and try again. */
        FULL,
        /** The log is broken: the provider shall keep it; an operator must look. */
        BROKEN
    }
}
