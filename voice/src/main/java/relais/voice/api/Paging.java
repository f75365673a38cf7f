package relais.voice.api;

import java.util.List;
import java.util.function.ToLongFunction;
import relais.platform.http.Page;
import relais.platform.http.Request;

/** Lists that go on below an id. */
final class Paging {
    private Paging() {}

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
