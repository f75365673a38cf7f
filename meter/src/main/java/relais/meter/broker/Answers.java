package relais.meter.broker;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Delivery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relais.agent.centre.Push;
import relais.agent.centre.Reply;
import relais.amqp.AgentQueue;
import relais.meter.collecting.Doorkeeper;
import relais.meter.collecting.Pairings;

/** What is answered to one question of an agent: the same as over HTTP. */
final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private static final Reply BUSY = new Reply(503, Map.of(), "the centre stumbled; try again");

    private final Doorkeeper doorkeeper;
    private final Pairings pairings;

    Answers(Doorkeeper doorkeeper, Pairings pairings) {
        this.doorkeeper = doorkeeper;
        this.pairings = pairings;
    }

    /** Keeps, answers, and only then takes it off the queue. */
    void answer(Channel channel, Delivery asked) throws IOException {
        BasicProperties properties = asked.getProperties();
        String to = String.valueOf(properties.getReplyTo());
        if (to.startsWith(AgentQueue.REPLY_TO + ".")) {
            Reply reply = reply(asked);
            Map<String, Object> headers = new HashMap<>(reply.headers());
            headers.put(AgentQueue.STATUS, reply.status());
            channel.basicPublish(
                    "",
                    to,
                    new BasicProperties.Builder()
                            .correlationId(properties.getCorrelationId())
                            .headers(headers)
                            .build(),
                    reply.text().getBytes(StandardCharsets.UTF_8));
        } else {
            // Anybody's name for a way back could be that of another's queue.
            LOG.warn("a question at {} names no way back of its own", AgentQueue.NAME);
        }
        channel.basicAck(asked.getEnvelope().getDeliveryTag(), false);
    }

    private Reply reply(Delivery asked) {
        try {
            return switch (String.valueOf(asked.getProperties().getType())) {
                case AgentQueue.PUSH -> pushed(asked);
                case AgentQueue.PAIRING -> paired(asked.getBody());
                default -> new Reply(400, Map.of(), "neither a push nor a pairing");
            };
        } catch (IOException | RuntimeException mistake) {
            // The request's boundary: a database that is away must not cost the agent its sheets.
            LOG.warn("what an agent sent over RabbitMQ could not be kept", mistake);
            return BUSY;
        }
    }

    private Reply pushed(Delivery asked) throws IOException {
        Map<String, Object> given = asked.getProperties().getHeaders();
        Map<String, Object> headers = given == null ? Map.of() : given;
        return doorkeeper.take(
                new Doorkeeper.Push(
                        text(headers, Reply.AGENT),
                        AgentQueue.PATH,
                        text(headers, Push.TIME),
                        text(headers, Push.SIGNATURE),
                        asked.getBody().length,
                        "RabbitMQ",
                        text(headers, Push.VERSION)),
                asked::getBody);
    }

    private Reply paired(byte[] form) {
        return form.length > Pairings.LARGEST_FORM
                ? new Reply(413, Map.of(), "too long for a pairing")
                : pairings.pair(new String(form, StandardCharsets.UTF_8));
    }

    private static String text(Map<String, Object> headers, String name) {
        return String.valueOf(headers.getOrDefault(name, ""));
    }
}
