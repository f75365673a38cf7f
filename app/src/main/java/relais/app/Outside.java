package relais.app;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;

/** How other machines reach a server that answers on all of this one's addresses. */
final class Outside {
    private static final Set<String> EVERY_ADDRESS = Set.of("0.0.0.0", "::", "[::]");

    private Outside() {}

    /** {@code inside} with this machine's own address; empty when it answers to itself alone. */
    static Optional<URI> of(String host, URI inside) {
        return EVERY_ADDRESS.contains(host)
                ? ownAddress().map(address -> withHost(inside, address))
                : Optional.empty();
    }

    private static Optional<String> ownAddress() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(Inet4Address.class::isInstance)
                    .filter(address -> !address.isLoopbackAddress())
                    .filter(address -> !address.isLinkLocalAddress())
                    .map(InetAddress::getHostAddress)
                    .findFirst();
        } catch (SocketException e) {
            return Optional.empty(); // a machine that tells nothing of its network
        }
    }

    private static URI withHost(URI uri, String host) {
        try {
            return new URI(uri.getScheme(), null, host, uri.getPort(), uri.getPath(), null, null);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
