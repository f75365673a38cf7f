package relais.platform.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import relais.platform.identity.Caller;
import relais.platform.identity.Credential;

/**
 * What an endpoint sees of a request. Reading something that is not what it says it is (a number, a
 * body) ends the request with a 400 problem that names the field.
 */
public final class Request {
    public static final int PAGE_LIMIT = 200;

    /** Longest query value: a search is a few words, a cursor shorter still. */
    private static final int QUERY_SIGNS = 1_000;

    /** Who is nobody yet sends a login form and no more: many at once must not take the memory. */
    private static final int STRANGERS_JSON_BYTES = 16 * 1024;

    private static final Pattern BROKEN_SIGN = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    private final Context context;
    private final HttpLimits limits;
    private final Caller caller;
    private final Credential credential;
    private final Sender sender;
    private final Runnable place;

    /**
     * @param place gives the place among the requests worked on back; more than once is once
     */
    Request(
            Context context,
            HttpLimits limits,
            Caller caller,
            Credential credential,
            Sender sender,
            Runnable place) {
        this.context = context;
        this.limits = limits;
        this.caller = caller;
        this.credential = credential;
        this.sender = sender;
        this.place = place;
    }

    public Caller caller() {
        return caller;
    }

    /** What the caller showed; only signing in and out need it. */
    public Credential credential() {
        return credential;
    }

    /** The path as it was asked for, without the query. */
    public String address() {
        return context.path();
    }

    public String path(String name) {
        return context.pathParam(name);
    }

    public long pathId(String name) {
        String text = path(name);
        if (!text.matches("[1-9]\\d{0,17}")) {
            throw new Refusal(404, "not-found", "there is no " + name + " of that form");
        }
        return Long.parseLong(text);
    }

    /**
     * The value of a query parameter; absent and empty are one. What cannot be decoded is not
     * absent: whoever left out a filter that somebody asked for would show too much.
     */
    public Optional<String> query(String name) {
        if (BROKEN_SIGN.matcher(rawQuery()).find()) {
            throw wrong(name, "cannot be read: a percent sign is written %25");
        }
        String value = context.queryParam(name);
        if (value == null || value.isEmpty()) {
            return Optional.empty();
        }
        if (value.length() > QUERY_SIGNS || value.indexOf('\0') >= 0) {
            throw wrong(name, "is longer than " + QUERY_SIGNS + " signs or holds a NUL");
        }
        return Optional.of(value);
    }

    /**
     * The value of a query parameter as something else, such as a moment or a page's end.
     *
     * @param reading null for what cannot be one
     * @param what it should be, for the refusal
     */
    public <T> Optional<T> query(String name, Function<String, @Nullable T> reading, String what) {
        Optional<String> text = query(name);
        Optional<T> read = text.map(reading);
        if (text.isPresent() && read.isEmpty()) {
            throw wrong(name, "is not " + what);
        }
        return read;
    }

    /** The query string as it came, for interfaces whose values are not UTF-8; empty for none. */
    public String rawQuery() {
        String raw = context.queryString();
        return raw == null ? "" : raw;
    }

    /** The query's number, or {@code fallback}; outside 0..{@code most} it is refused. */
    public long queryNumber(String name, long fallback, long most) {
        Optional<String> text = query(name);
        if (text.isEmpty()) {
            return fallback;
        }
        try {
            long value = Long.parseLong(text.get());
            if (value >= 0 && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw wrong(name, "is not a whole number");
        }
        throw wrong(name, "is not from 0 to " + most);
    }

    /** Page size asked for by {@code limit}: 1 to {@link #PAGE_LIMIT}, 50 when not given. */
    public int limit() {
        return (int) Math.max(1, queryNumber("limit", 50, PAGE_LIMIT));
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(context.header(name));
    }

    /** The JSON body as {@code type}; every component that is not nullable is there. */
    public <T> T body(Class<T> type) {
        String contentType = context.contentType();
        if (contentType == null || !contentType.startsWith("application/json")) {
            throw new Refusal(
                    415,
                    "unsupported-media-type",
                    "this takes JSON: send Content-Type: application/json");
        }
        int most = caller.isNobody() ? STRANGERS_JSON_BYTES : limits.jsonBytes();
        try (InputStream in = new PacedBody(open(), most, limits.bodyTime(), 0)) {
            return JsonBody.read(in.readAllBytes(), type);
        } catch (IOException e) {
            throw new Refusal(400, "body-cut", "the body ended before it was whole");
        }
    }

    /** The raw body for uploads; bounded by the route's limit. */
    public InputStream stream() {
        return new PacedBody(
                open(), limits.uploadBytes(), limits.bodyTime(), HttpLimits.SLOWEST_UPLOAD);
    }

    /** The caller's address, for throttling and the audit log. */
    public String remote() {
        return sender.address();
    }

    /** Whether the client's side is TLS, ours or that of a trusted proxy: cookies need to know. */
    public boolean secure() {
        return sender.secure();
    }

    /**
     * The raw body of an upload that may be large and last long: it holds no place among the
     * requests worked on, only its connection.
     *
     * @param most bytes; more is refused with 413
     */
    public InputStream stream(long most) {
        place.run();
        return new PacedBody(open(), most, limits.bodyTime(), HttpLimits.SLOWEST_UPLOAD);
    }

    /** Length of the body in bytes as the client says it; empty where it comes in chunks. */
    public OptionalLong length() {
        long length = context.req().getContentLengthLong();
        return length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
    }

    /** A field after the body (RFC 9110, section 6.5); known only once the body is read whole. */
    public Optional<String> trailer(String name) {
        return context.req().isTrailerFieldsReady()
                ? Optional.ofNullable(
                        context.req().getTrailerFields().get(name.toLowerCase(Locale.ROOT)))
                : Optional.empty();
    }

    private InputStream open() {
        try {
            return context.req().getInputStream();
        } catch (IOException e) {
            throw new Refusal(400, "body-cut", "the body cannot be read");
        }
    }

    private static Refusal wrong(String field, String why) {
        return new Refusal(new Problem(400, "invalid-query", field + " " + why, field));
    }
}
