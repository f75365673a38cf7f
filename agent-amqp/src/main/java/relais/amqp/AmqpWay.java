package relais.amqp;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import relais.agent.centre.Identity;
import relais.agent.centre.Reply;
import relais.agent.centre.Way;
import relais.agent.ship.Transport;

/** A centre that listens at a broker. */
final class AmqpWay implements Way {
    private final Questions questions;
    private final URI address;
    private final boolean tls;

    /** Connects when something is first sent. */
    AmqpWay(Broker broker, URI address) {
        this.questions = new Questions(broker);
        this.address = address;
        this.tls = broker.tls() != null;
    }

    @Override
    public Reply pair(String form) throws IOException, InterruptedException {
        return ask(AgentQueue.PAIRING, Map.of(), form.getBytes(StandardCharsets.US_ASCII));
    }

    Reply ask(String type, Map<String, String> headers, byte[] body)
            throws IOException, InterruptedException {
        return questions.ask(type, headers, body);
    }

    @Override
    public Transport transport(Identity identity, InstantSource clock) {
        return new AmqpTransport(this, identity, clock);
    }

    @Override
    public boolean isOpenToRead() {
        return !tls;
    }

    @Override
    public void close() {
        questions.close();
    }

    /** The address; it never holds a secret. */
    @Override
    public String toString() {
        return address.toString();
    }
}
