package relais.agent.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.ServiceLoader;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import relais.agent.centre.Login;
import relais.agent.centre.Way;
import relais.agent.centre.WayKind;
import relais.agent.https.Centre;
import relais.agent.https.Trust;

/** The way that an address asks for: HTTPS is built in, others are jars beside ours. */
final class Ways {
    private Ways() {}

    static Way to(Options options) throws IOException, Options.Mistake {
        URI to = options.to();
        String scheme = String.valueOf(to.getScheme()).toLowerCase(Locale.ROOT);
        SSLContext trusted = trusted(options.trust());
        Path login = options.login();
        if (scheme.equals("https") || scheme.equals("http")) {
            if (login != null) {
                throw new Options.Mistake("--login is for a broker; a centre knows us by our key");
            }
            return new Centre(to, trusted);
        }
        for (WayKind kind : ServiceLoader.load(WayKind.class)) {
            if (kind.takes(scheme)) {
                return kind.open(
                        new WayKind.Access(to, trusted, login == null ? null : Login.in(login)));
            }
        }
        throw new Options.Mistake(
                scheme.startsWith("amqp")
                        ? "for RabbitMQ, lib/agent-amqp-*.jar, lib/amqp-client-*.jar and"
                                + " lib/slf4j-api-*.jar are needed beside the agent's own"
                        : "--to wants https://host[:port] or amqps://host[:port], not " + scheme);
    }

    private static @Nullable SSLContext trusted(@Nullable Path file) throws IOException {
        return file == null ? null : Trust.in(file);
    }
}
