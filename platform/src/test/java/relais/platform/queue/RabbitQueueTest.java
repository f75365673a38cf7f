package relais.platform.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.ConnectionFactory;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import relais.platform.db.Database;
import relais.platform.testing.RabbitServer;

/** Against the real broker. */
class RabbitQueueTest extends QueueContract {
    private static final String ADDRESS = "relais.test.rabbit";
    private static final AtomicInteger TESTS = new AtomicInteger();
    private static RabbitServer server;

    private final String prefix = "t" + TESTS.incrementAndGet();

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.close();
            server = null;
        }
    }

    @Override
    Queue open(Database database) throws Exception {
        return new RabbitQueue(database, rabbit(), clock, new Random(1), RETRIES, LOOK);
    }

    @Override
    List<String> childOptions() throws Exception {
        return List.of("-D" + ADDRESS + "=" + rabbit().hosts().getFirst() + " " + prefix);
    }

    private RabbitAddress rabbit() throws Exception {
        String given = System.getProperty(ADDRESS);
        if (given != null) {
            String[] parts = given.split(" ");
            return address(parts[0], parts[1]);
        }
        if (server == null) {
            server = RabbitServer.start();
        }
        return address("127.0.0.1:" + server.port(), prefix);
    }

    private static RabbitAddress address(String host, String prefix) {
        return new RabbitAddress(List.of(host), "/", "guest", "guest", false, prefix);
    }

    @Test
    @Timeout(180)
    void nothingIsLostOrDoubledWhenTheBrokerIsKilledInMidFlow() throws Exception {
        // RabbitMQ 3.10 loses the leader of a queue that was declared in the second before kill -9.
        Subscription declaring = queue.consume(MO, 1, 1, (tx, partition, batch) -> {});
        Thread.sleep(3_000);
        declaring.close();
        flowThrough(
                () -> {
                    server.kill();
                    server.restart();
                });
    }

    @Test
    void aMessageThatIsNoChunkBecomesADeadLetterAndTheRestGoesOn() throws Exception {
        open.add(queue.consume(MO, 2, 10, this::effect));
        enqueue(item("one", "a", 1));
        untilEffects(1);
        ConnectionFactory factory = new ConnectionFactory();
        factory.setPort(server.port());
        try (var connection = factory.newConnection();
                var channel = connection.createChannel()) {
            String name = prefix + ".mo." + MO.partitionOf("a");
            channel.basicPublish("", name, null, new byte[] {7, 7, 7});
        }
        enqueue(item("two", "a", 2));
        untilEffects(2);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (queue.deadLetters(0, 10).isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(5);
        }
        assertThat(queue.deadLetters(0, 10))
                .singleElement()
                .satisfies(dead -> assertThat(dead.error()).contains("unknown version 7"));
    }

    @Test
    void thePasswordDoesNotShow() {
        assertThat(
                        new RabbitAddress(List.of("mq"), "/", "relais", "geheim", false, "relais")
                                .toString())
                .doesNotContain("geheim");
    }
}
