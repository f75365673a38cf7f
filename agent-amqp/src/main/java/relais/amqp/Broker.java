package relais.amqp;

import com.rabbitmq.client.Address;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.impl.ForgivingExceptionHandler;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import relais.agent.centre.Login;

/**
 * Where a RabbitMQ answers, and who we are there.
 *
 * @param hosts {@code host} or {@code host:port} of one or more nodes, tried in turn
 * @param tls null to speak in the clear; else the server's name is checked as well
 */
public record Broker(
        List<String> hosts, String virtualHost, Login login, @Nullable SSLContext tls) {

    private static final System.Logger LOG = System.getLogger(Broker.class.getName());

    private static final int PORT = 5672;
    private static final int TLS_PORT = 5671;

    /** A frozen peer is dropped after about twice this; a healthy one is never silent so long. */
    private static final int HEARTBEAT_SECONDS = 10;

    private static final int CONNECT_MILLIS = 5_000;

    /** A question to the broker itself (declare, consume) that takes longer is asked anew. */
    private static final int ANSWER_MILLIS = 10_000;

    /** Above a batch's own bound, so that one somewhat too large is refused in words. */
    private static final int LARGEST_BODY = 16 << 20;

    public Broker {
        hosts = List.copyOf(hosts);
        if (hosts.isEmpty()) {
            throw new IllegalArgumentException("RabbitMQ needs a host");
        }
    }

    /**
     * A connection that is not mended by itself: who uses it knows better when.
     *
     * @param purpose as the broker shows it
     * @param threads for what arrives
     */
    public Connection connect(String purpose, ExecutorService threads) throws IOException {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setVirtualHost(virtualHost);
        factory.setUsername(login.user());
        factory.setPassword(login.password());
        factory.setRequestedHeartbeat(HEARTBEAT_SECONDS);
        factory.setConnectionTimeout(CONNECT_MILLIS);
        factory.setHandshakeTimeout(CONNECT_MILLIS);
        factory.setChannelRpcTimeout(ANSWER_MILLIS);
        factory.setMaxInboundMessageBodySize(LARGEST_BODY);
        factory.setAutomaticRecoveryEnabled(false);
        factory.setSharedExecutor(threads);
        factory.setExceptionHandler(new Said());
        if (tls != null) {
            factory.useSslProtocol(tls);
            factory.enableHostnameVerification();
        }
        try {
            return factory.newConnection(hosts.stream().map(this::address).toList(), purpose);
        } catch (TimeoutException silent) {
            throw new IOException("it does not answer in time", silent);
        }
    }

    private Address address(String host) {
        int colon = host.lastIndexOf(':');
        return colon < 0
                ? new Address(host, tls == null ? PORT : TLS_PORT)
                : new Address(
                        host.substring(0, colon), Integer.parseInt(host.substring(colon + 1)));
    }

    /** What goes wrong is said once, without a stack, by whom it concerns. */
    private static final class Said extends ForgivingExceptionHandler {
        @Override
        public void handleConsumerException(
                Channel channel,
                Throwable mistake,
                com.rabbitmq.client.Consumer consumer,
                String tag,
                String method) {
            LOG.log(System.Logger.Level.ERROR, "what arrived could not be handled", mistake);
        }

        @Override
        protected void log(String message, Throwable trouble) {
            LOG.log(System.Logger.Level.DEBUG, message, trouble);
        }
    }

    @Override
    public String toString() {
        return login.user() + " at " + hosts + " " + virtualHost;
    }
}
