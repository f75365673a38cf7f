package relais.platform.http;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.Optional;

/**
 * The session's cookie: HttpOnly, SameSite=Strict and, over TLS, Secure under a {@code __Host-}
 * name, which a browser then takes from this host alone.
 */
final class Cookies {
    static final String PLAIN = "relais_session";
    private static final String SECURE = "__Host-relais_session";

    private Cookies() {}

    static Optional<String> session(Context context, boolean secure) {
        String value = context.cookie(secure ? SECURE : PLAIN);
        return Optional.ofNullable(value).filter(secret -> !secret.isEmpty());
    }

    static void set(Context context, boolean secure, String secret, Duration longest) {
        long seconds = secret.isEmpty() ? 0 : longest.toSeconds();
        context.res()
                .addHeader(
                        "Set-Cookie",
                        (secure ? SECURE : PLAIN)
                                + "="
                                + secret
                                + "; Path=/; Max-Age="
                                + seconds
                                + "; HttpOnly; SameSite=Strict"
                                + (secure ? "; Secure" : ""));
    }
}
