package relais.amqp;

import java.io.IOException;
import java.time.InstantSource;
import relais.agent.batch.Batch;
import relais.agent.centre.Identity;
import relais.agent.centre.Push;
import relais.agent.ship.Outcome;
import relais.agent.ship.Transport;

/**
 * Asks the centre to keep a batch and waits for its own answer: that the broker has it proves
 * nothing.
 */
final class AmqpTransport implements Transport {
    private final AmqpWay way;
    private final Identity identity;
    private final InstantSource clock;

    /** Takes the way over. */
    AmqpTransport(AmqpWay way, Identity identity, InstantSource clock) {
        if (identity.agent() == null) {
            throw new IllegalArgumentException("not paired");
        }
        this.way = way;
        this.identity = identity;
        this.clock = clock;
    }

    @Override
    public Outcome send(Batch batch) {
        Push push = Push.of(batch, identity, AgentQueue.PATH, clock);
        try {
            return push.outcome(way.ask(AgentQueue.PUSH, push.headers(), push.body()));
        } catch (IOException away) {
            return new Outcome.Away(way + ": " + away.getMessage());
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return new Outcome.Away("this agent ends");
        }
    }

    @Override
    public void close() {
        way.close();
    }
}
