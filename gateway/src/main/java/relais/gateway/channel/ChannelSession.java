package relais.gateway.channel;

import java.util.List;
import java.util.function.Consumer;
import relais.gateway.message.Outgoing;

/**
 * One line to a provider, of any kind. It speaks the provider's protocol and nothing more: window,
 * rate, order and retries are the caller's. Every implementation passes the contract suite.
 */
public interface ChannelSession extends AutoCloseable {
    /**
     * Connects and stays connected until closed, returning at once. What arrives goes to {@code
     * inbound}, and the provider hears yes only after {@code inbound} said STORED. {@code changed}
     * runs after each change of {@link #line()}; it must return quickly.
     */
    void start(Inbound inbound, Runnable changed);

    /** How the line is now. */
    Line line();

    /** The parts of a message in order, at least one. Computes only; same message, same parts. */
    List<Part> split(Outgoing message);

    /**
     * Hands one part to the provider without waiting. {@code done} hears exactly one outcome,
     * within the session's response timeout, on any thread (perhaps this one), and must return
     * quickly.
     */
    void submit(Part part, Consumer<Outcome> done);

    /** Unbinds and ends; whatever is unanswered becomes uncertain. */
    @Override
    void close();
}
