package relais.app;

import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import relais.agent.centre.Login;
import relais.amqp.Broker;
import relais.platform.settings.Parsers;
import relais.platform.settings.Setting;
import relais.platform.settings.Settings;

/**
 * Where agents push that reach a RabbitMQ and not this centre. It may be the queue's own broker or
 * another: agents' accounts have no business in the queue's.
 */
final class AgentBrokerSettings {
    private static final Setting<List<String>> HOSTS =
            new Setting<>(
                    "meter.rabbitmq",
                    "",
                    "host:port of RabbitMQ nodes at which the role meter listens for agents, by"
                            + " comma; empty: agents push over HTTPS alone",
                    false,
                    Parsers.list(Parsers.someText()));
    private static final Setting<String> USER =
            new Setting<>("meter.rabbitmq-user", "relais", "Its user", false, Parsers.text());
    private static final Setting<String> PASSWORD =
            new Setting<>("meter.rabbitmq-password", "", "Its password", true, Parsers.text());
    private static final Setting<String> VIRTUAL_HOST =
            new Setting<>(
                    "meter.rabbitmq-virtual-host",
                    "/",
                    "Its virtual host",
                    false,
                    Parsers.someText());
    private static final Setting<Boolean> TLS =
            new Setting<>(
                    "meter.rabbitmq-tls",
                    "no",
                    "Whether to speak TLS with it, yes or no",
                    false,
                    Parsers.yesNo());

    private AgentBrokerSettings() {}

    static List<Setting<?>> declared() {
        return List.of(HOSTS, USER, PASSWORD, VIRTUAL_HOST, TLS);
    }

    static Optional<Broker> from(Settings settings) throws IOException {
        List<String> hosts = settings.get(HOSTS);
        if (hosts.isEmpty()) {
            return Optional.empty();
        }
        Login login = new Login(settings.get(USER), settings.get(PASSWORD));
        try {
            return Optional.of(
                    new Broker(
                            hosts,
                            settings.get(VIRTUAL_HOST),
                            login,
                            settings.get(TLS) ? SSLContext.getDefault() : null));
        } catch (NoSuchAlgorithmException none) {
            throw new IOException("this JDK has no TLS", none);
        }
    }
}
