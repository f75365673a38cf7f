package relais.voice.api;

import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import relais.platform.http.Request;

/** Lists that go on below an id. */
final class Paging {
    private Paging() {}

    /**
     * A page as every list of the API answers it; {@code next} is what to ask for as {@code after}.
     */
    record Page<T>(List<T> items, @Nullable String next) {}

    /** Items with smaller ids than this are wanted. */
    static long before(Request request) {
        return request.queryNumber("after", Long.MAX_VALUE, Long.MAX_VALUE);
    }

    static <T> Page<T> page(List<T> items, int limit, ToLongFunction<T> id) {
        return new Page<>(
                items,
                items.size() == limit ? Long.toString(id.applyAsLong(items.getLast())) : null);
    }
}
