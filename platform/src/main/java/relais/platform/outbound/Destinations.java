package relais.platform.outbound;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which web addresses that somebody gave us may be called. Programs that want to be called stand
 * beside us, often on the same machine, so private and loopback addresses are let through;
 * link-local ones, where clouds keep their metadata services, never are. With an allow list, only
 * its hosts (docs/decisions/041-kannel.md).
 */
public final class Destinations {
    /** Why a host is not called whose name nobody knows. */
    public static final String NO_ADDRESS = "host has no address";

    private final Set<String> allowedHosts;

    /** An empty list allows every host whose address is not forbidden. */
    public Destinations(Set<String> allowedHosts) {
        this.allowedHosts = Set.copyOf(allowedHosts);
    }

    /** Why this address is not called; empty where it may be. Resolves the name. */
    public Optional<String> forbidden(URI address) {
        String host = address.getHost();
        boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
        if (host == null || !web) {
            return Optional.of("not an http or https address");
        }
        if (!allowedHosts.isEmpty() && !allowedHosts.contains(host.toLowerCase(Locale.ROOT))) {
            return Optional.of("host not on the allow list");
        }
        return forbiddenHost(host);
    }

    /** The same of a host by its name or address, whatever is spoken with it. */
    public static Optional<String> forbiddenHost(String host) {
        try {
            for (InetAddress one : InetAddress.getAllByName(host)) {
                if (isForbidden(one)) {
                    return Optional.of("a link-local or reserved address");
                }
            }
            return Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.of(NO_ADDRESS);
        }
    }

    /** For whoever has resolved a name and is about to connect. */
    public static boolean isForbidden(InetAddress address) {
        return address.isLinkLocalAddress()
                || address.isMulticastAddress()
                || address.isAnyLocalAddress()
                || isMetadata(address);
    }

    /** fd00:ec2::254 and 100.100.100.200: metadata services outside the link-local ranges. */
    private static boolean isMetadata(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet6Address) {
            return (bytes[0] & 0xFF) == 0xFD
                    && bytes[1] == 0
                    && bytes[2] == 0x0E
                    && (bytes[3] & 0xFF) == 0xC2;
        }
        return bytes[0] == 100 && bytes[1] == 100 && bytes[2] == 100 && (bytes[3] & 0xFF) == 200;
    }

    /** The address with its scheme and host in lower case, or null where it is none. */
    public static @Nullable URI parse(String text) {
        try {
            URI uri = new URI(text);
            String scheme = uri.getScheme();
            return scheme == null || uri.getHost() == null
                    ? null
                    : new URI(scheme.toLowerCase(Locale.ROOT) + text.substring(scheme.length()));
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
