package relais.agent.ship;

import relais.agent.batch.Batch;

/**
 * A way to the centre. Called by two lanes at once; blocks until the centre has answered or a bound
 * of its own has passed; never throws for what a network does. Sending a batch twice is allowed and
 * changes nothing at the centre.
 */
public interface Transport extends AutoCloseable {

    Outcome send(Batch batch);

    @Override
    void close();
}
