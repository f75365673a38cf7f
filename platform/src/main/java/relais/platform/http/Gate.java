package relais.platform.http;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import relais.platform.identity.Authentication;
import relais.platform.identity.Caller;
import relais.platform.identity.Credential;

/** The one place that decides whether a request reaches its endpoint. */
final class Gate {
    private final Authentication authentication;

    Gate(Authentication authentication) {
        this.authentication = authentication;
    }

    /** Who is let in, and by what; a {@link Refusal} otherwise. */
    record Admitted(Caller caller, Credential credential) {}

    Admitted admit(Route route, Context context, Sender sender) {
        Credential credential = credentialOf(context, sender);
        if (!route.verb().safe()
                && isApi(context.path())
                && !(credential instanceof Credential.Token)) {
            refuseForeignSite(context);
        }
        Caller caller =
                credential instanceof Credential.None
                        ? Caller.nobody()
                        : authentication.callerOf(credential).orElse(Caller.nobody());
        switch (route.access()) {
            case Access.Open open -> {}
            case Access.SignedIn signedIn -> {
                requireSomebody(caller);
                // a token is scoped; things about its owner (password, further tokens) are not its
                if (credential instanceof Credential.Token && !route.verb().safe()) {
                    throw new Refusal(403, "needs-session", "this needs a person signed in");
                }
            }
            case Access.Needs needs -> {
                requireSomebody(caller);
                if (!caller.may(needs.permission())) {
                    throw new Refusal(
                            403,
                            "not-permitted",
                            "this needs the permission " + needs.permission().key());
                }
            }
        }
        return new Admitted(caller, credential);
    }

    static boolean isApi(String path) {
        return path.startsWith("/api/");
    }

    /** The console, its API and the drive, where a safe verb changes nothing. */
    static boolean isForPeople(String path) {
        return isApi(path) || isMounted(path);
    }

    private static void requireSomebody(Caller caller) {
        if (caller.isNobody()) {
            throw new Refusal(401, "not-signed-in", "sign in, or send a valid token");
        }
    }

    /** Cookies count under /api alone, so that no other route can be driven by a foreign page. */
    private static Credential credentialOf(Context context, Sender sender) {
        String authorization = context.header("Authorization");
        if (authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return new Credential.Token(authorization.substring(7).strip());
        }
        if (isMounted(context.path())) {
            return authorization == null ? new Credential.None() : basic(authorization);
        }
        if (isApi(context.path())) {
            Optional<String> secret = Cookies.session(context, sender.secure());
            if (secret.isPresent()) {
                return new Credential.Session(secret.get());
            }
        }
        return new Credential.None();
    }

    /** What is mounted as a drive: its clients know Basic alone, with a token for a password. */
    private static boolean isMounted(String path) {
        return path.startsWith("/dav/") || path.equals("/dav");
    }

    /** How somebody unknown may show who they are at this address. */
    static String challenge(String path) {
        return isMounted(path) ? "Basic realm=\"Relais\", charset=\"UTF-8\"" : "Bearer";
    }

    /** RFC 7617; the name before the colon is the client's to choose. */
    private static Credential basic(String authorization) {
        if (!authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            return new Credential.None();
        }
        try {
            byte[] pair = Base64.getDecoder().decode(authorization.substring(6).strip());
            String text = new String(pair, StandardCharsets.UTF_8);
            return new Credential.Token(text.substring(text.indexOf(':') + 1));
        } catch (IllegalArgumentException e) {
            return new Credential.None();
        }
    }

    /**
     * A page of another site can make a browser send a form with our cookie, but neither set {@code
     * X-Relais} nor hide where it comes from (Fetch Metadata, else Origin).
     */
    private static void refuseForeignSite(Context context) {
        if (!"1".equals(context.header("X-Relais"))) {
            throw new Refusal(
                    403, "cross-site", "send the header X-Relais: 1 with whatever changes things");
        }
        String site = context.header("Sec-Fetch-Site");
        String origin = context.header("Origin");
        boolean foreign =
                site != null
                        ? !site.equals("same-origin") && !site.equals("none")
                        : origin != null && !sameHost(origin, context.req());
        if (foreign) {
            throw new Refusal(403, "cross-site", "the request comes from a page of another site");
        }
    }

    private static boolean sameHost(String origin, HttpServletRequest request) {
        String host = request.getHeader("Host"); // HTTP/2 has :authority instead
        String name = request.getServerName();
        try {
            String authority = URI.create(origin).getAuthority();
            return authority != null
                    && (authority.equalsIgnoreCase(host)
                            || authority.equalsIgnoreCase(name)
                            || authority.equalsIgnoreCase(name + ":" + request.getServerPort()));
        } catch (IllegalArgumentException e) {
            return false; // "null" and nonsense are nobody's host
        }
    }
}
