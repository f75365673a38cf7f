package relais.platform.http;

import java.io.InputStream;
import java.util.Optional;
import relais.platform.identity.Caller;

/**
 * What an endpoint sees of a request. Reading something that is not what it says it is (a number, a
 * body) ends the request with a 400 problem that names the field.
 */
public interface Request {
    int PAGE_LIMIT = 200;

    Caller caller();

    String path(String name);

    long pathId(String name);

    Optional<String> query(String name);

    /** The query's number, or {@code fallback}; outside 0..{@code most} it is refused. */
    long queryNumber(String name, long fallback, long most);

    /** Page size asked for by {@code limit}: 1 to {@link #PAGE_LIMIT}, 50 when not given. */
    default int limit() {
        return (int) Math.max(1, queryNumber("limit", 50, PAGE_LIMIT));
    }

    Optional<String> header(String name);

    <T> T body(Class<T> type);

    /** The raw body for uploads; bounded by the route's limit. */
    InputStream stream();

    /** The caller's address, for throttling and the audit log. */
    String remote();
}
