package relais.platform.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a request really came from: what a trusted proxy in front says, else the connection itself.
 *
 * @param address the client's IP address
 * @param secure whether the client's side was TLS
 */
record Sender(String address, boolean secure) {
    /** Longest chain of proxies looked at; a longer header is somebody's play. */
    private static final int MOST_HOPS = 10;

    static Sender of(HttpServletRequest request, Set<String> trustedProxies) {
        String address = request.getRemoteAddr();
        if (!trustedProxies.contains(address)) {
            return new Sender(address, request.isSecure());
        }
        boolean secure = "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"));
        return new Sender(
                lastUntrusted(request.getHeader("X-Forwarded-For"), address, trustedProxies),
                secure || request.isSecure());
    }

    /** Each proxy appends whom it heard: from the right, the first that is not one of ours. */
    private static String lastUntrusted(
            @Nullable String forwarded, String connection, Set<String> trustedProxies) {
        if (forwarded == null) {
            return connection;
        }
        List<String> hops = List.of(forwarded.split(","));
        for (int i = hops.size() - 1; i >= Math.max(0, hops.size() - MOST_HOPS); i--) {
            String hop = hops.get(i).strip();
            if (!hop.matches("[0-9A-Fa-f.:]{2,45}")) {
                return connection;
            }
            if (!trustedProxies.contains(hop)) {
                return hop;
            }
        }
        return connection;
    }
}
