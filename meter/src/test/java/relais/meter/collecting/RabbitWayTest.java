package relais.meter.collecting;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.agent.centre.Login;
import relais.agent.centre.Way;
import relais.agent.centre.WayKind;
import relais.amqp.AgentQueue;
import relais.amqp.AmqpWayKind;
import relais.amqp.Broker;
import relais.meter.testing.MeterSite;
import relais.platform.testing.OwnCertificate;
import relais.platform.testing.RabbitServer;

/** The same over a real RabbitMQ, killed as a power cut would. */
class RabbitWayTest extends WayContract {
    /** RabbitMQ 3.10 loses the leader of a queue that was declared in the second before kill -9. */
    private static final Duration UNTIL_LED = Duration.ofSeconds(3);

    static final Login GUEST = new Login("guest", "guest");

    /** May write to the exchange of agents, and nothing else. */
    static final Login AGENT = new Login("agents", "secret-of-agents");

    @TempDir private static Path certificates;
    static OwnCertificate certificate;
    static RabbitServer rabbit;
    private AutoCloseable door;

    @BeforeAll
    static void startBroker() throws Exception {
        certificate = OwnCertificate.make(certificates, "127.0.0.1");
        rabbit = RabbitServer.start(certificate);
        rabbit.account(AGENT.user(), AGENT.password(), "^$", "^relais\\.agents$", "^$");
        try (Connection connection = stranger();
                Channel channel = connection.createChannel()) {
            AgentQueue.declare(channel);
        }
        Thread.sleep(UNTIL_LED);
    }

    @AfterAll
    static void stopBroker() {
        if (rabbit != null) {
            rabbit.close();
        }
    }

    private static Broker broker() {
        return new Broker(List.of("127.0.0.1:" + rabbit.port()), "/", GUEST, null);
    }

    /** As the centre reaches it. */
    Broker centresBroker() throws Exception {
        return broker();
    }

    @Override
    Way way() throws Exception {
        URI to = URI.create("amqp://127.0.0.1:" + rabbit.port());
        return new AmqpWayKind().open(new WayKind.Access(to, null, AGENT));
    }

    @Override
    void leave() throws Exception {
        if (door != null) {
            door.close();
        }
        door = null;
    }

    @Override
    void comeBack() throws Exception {
        door = site.meter.listenAt(centresBroker());
        try (Connection connection = stranger()) {
            awaitListeners(connection);
        }
    }

    private static Connection stranger() throws Exception {
        return broker().connect("a stranger", Executors.newSingleThreadExecutor());
    }

    /** A question about a queue that is not there costs its channel. */
    private static void awaitListeners(Connection connection) throws Exception {
        MeterSite.until(
                "the centre listens",
                () -> {
                    try (Channel channel = connection.createChannel()) {
                        return channel.consumerCount(AgentQueue.NAME) > 0;
                    } catch (IOException | AlreadyClosedException | TimeoutException notYet) {
                        return false;
                    }
                });
    }

    @Override
    void cut() throws Exception {
        rabbit.kill();
    }

    @Override
    void mend() throws Exception {
        rabbit.restart();
    }

    @Test
    void anAnswerGoesToWhoAskedAndNeverIntoAnothersQueue() throws Exception {
        try (Connection connection = stranger();
                Channel channel = connection.createChannel()) {
            channel.queueDeclare("private", false, false, true, null);
            channel.basicPublish(
                    AgentQueue.NAME,
                    "",
                    new BasicProperties.Builder().type("push").replyTo("private").build(),
                    new byte[] {1});
            MeterSite.until(
                    "it was taken",
                    () -> {
                        try {
                            return channel.messageCount(AgentQueue.NAME) == 0;
                        } catch (IOException away) {
                            return false;
                        }
                    });
            leave();
            assertThat(channel.messageCount("private")).isZero();
        }
    }
}
