package relais.platform.http;

import org.jspecify.annotations.Nullable;
import relais.platform.identity.Permission;

/**
 * One endpoint: what it is called, who may call it, what it takes and answers. The OpenAPI
 * description and the test that walks every route are made from these.
 *
 * @param path Javalin's form, e.g. {@code /api/polls/{id}}; {@code <name>} takes slashes too
 * @param takes the record its JSON body is read into; null for none
 * @param answers the record (or a list's element) it answers with; null for none or a stream
 */
public record Route(
        Verb verb,
        String path,
        Access access,
        String summary,
        @Nullable Class<?> takes,
        @Nullable Class<?> answers,
        Endpoint endpoint) {

    /** One for who has a permission. */
    public static Route route(
            Verb verb,
            String path,
            Permission permission,
            String summary,
            @Nullable Class<?> takes,
            @Nullable Class<?> answers,
            Endpoint endpoint) {
        return new Route(
                verb, path, new Access.Needs(permission), summary, takes, answers, endpoint);
    }

    /** HTTP methods in use (RFC 9110, RFC 5789), WebDAV's among them (RFC 4918). */
    public enum Verb {
        GET(true),
        HEAD(true),
        OPTIONS(true),
        POST(false),
        PUT(false),
        PATCH(false),
        DELETE(false),
        PROPFIND(true),
        PROPPATCH(false),
        MKCOL(false),
        COPY(false),
        MOVE(false),
        LOCK(false),
        UNLOCK(false);

        private final boolean safe;

        Verb(boolean safe) {
            this.safe = safe;
        }

        /** Changes nothing (RFC 9110, section 9.2.1). */
        public boolean safe() {
            return safe;
        }

        /** One that OpenAPI can describe and a browser's form or script usually sends. */
        public boolean common() {
            return compareTo(DELETE) <= 0;
        }
    }
}
