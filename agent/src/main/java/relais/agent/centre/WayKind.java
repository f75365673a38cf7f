package relais.agent.centre;

import java.io.IOException;
import java.net.URI;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Ways of one kind. Those beyond HTTPS are jars of their own, found through {@link
 * java.util.ServiceLoader}, so that the agent itself needs the JDK alone.
 */
public interface WayKind {

    /**
     * What is needed to open one.
     *
     * @param trusted certificates to believe; null for those that Java believes
     * @param login null where none was given
     */
    record Access(URI to, @Nullable SSLContext trusted, @Nullable Login login) {}

    /** Whether addresses of that scheme are of this kind. */
    boolean takes(String scheme);

    /**
     * Connects only when something is sent.
     *
     * @throws IllegalArgumentException for an address that cannot be meant; says why
     * @throws IOException when what it needs of this machine is missing
     */
    Way open(Access access) throws IOException;
}
