package relais.amqp;

import java.io.IOException;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import relais.agent.centre.Login;
import relais.agent.centre.Way;
import relais.agent.centre.WayKind;

/** Addresses {@code amqp://} and {@code amqps://host[:port][/virtual-host]}. */
public final class AmqpWayKind implements WayKind {

    @Override
    public boolean takes(String scheme) {
        return scheme.equals("amqp") || scheme.equals("amqps");
    }

    @Override
    public Way open(Access access) throws IOException {
        URI to = access.to();
        String host = to.getHost();
        if (host == null) {
            throw new IllegalArgumentException("--to wants amqps://host[:port][/virtual-host]");
        }
        if (to.getUserInfo() != null || to.getQuery() != null) {
            throw new IllegalArgumentException(
                    "--to wants an address without user or query: every account of this host can"
                            + " read it; use --login FILE");
        }
        Login login = access.login();
        if (login == null) {
            throw new IllegalArgumentException("a broker wants --login FILE");
        }
        boolean tls = "amqps".equalsIgnoreCase(to.getScheme());
        String path = String.valueOf(to.getPath());
        return new AmqpWay(
                new Broker(
                        List.of(to.getPort() < 0 ? host : host + ":" + to.getPort()),
                        path.length() > 1 ? path.substring(1) : "/",
                        login,
                        tls ? context(access.trusted()) : null),
                to);
    }

    private static SSLContext context(@Nullable SSLContext trusted) throws IOException {
        try {
            return trusted != null ? trusted : SSLContext.getDefault();
        } catch (NoSuchAlgorithmException none) {
            throw new IOException("this JDK has no TLS", none);
        }
    }
}
