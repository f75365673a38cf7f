package relais.platform.http;

import org.jspecify.annotations.Nullable;

/**
 * One endpoint: what it is called, who may call it, what it takes and answers. The OpenAPI
 * description and the test that walks every route are made from these.
 *
 * @param path Javalin's form, e.g. {@code /api/polls/{id}}
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

    /** HTTP methods in use. */
    public enum Verb {
        GET,
        POST,
        PUT,
        DELETE
    }
}
