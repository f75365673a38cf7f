package relais.platform.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import relais.platform.db.Database;
import relais.platform.http.Access;
import relais.platform.http.Answer;
import relais.platform.http.Endpoint;
import relais.platform.http.Problem;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.platform.json.Json;

/**
 * Makes POSTs with an {@code Idempotency-Key} take effect once: a client that heard no answer sends
 * the same again and gets the answer of the first time. Not for routes that answer with a secret,
 * since answers are kept.
 */
public final class Repeats {
    /** A client that has not come back within a day has found out otherwise. */
    private static final Duration MEMORY = Duration.ofDays(1);

    private static final String FORM = "[\\x21-\\x7e]{1,200}";

    private final Database database;
    private final InstantSource clock;

    public Repeats(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The same routes, their POSTs guarded. */
    public List<Route> guard(List<Route> routes) {
        return routes.stream().map(this::guarded).toList();
    }

    private Route guarded(Route route) {
        if (route.verb() != Route.Verb.POST || route.access() instanceof Access.Open) {
            return route;
        }
        return new Route(
                route.verb(),
                route.path(),
                route.access(),
                route.summary(),
                route.takes(),
                route.answers(),
                request -> once(request, route.endpoint()));
    }

    private Answer once(Request request, Endpoint endpoint) throws Exception {
        Optional<String> key = request.header("Idempotency-Key");
        if (key.isEmpty()) {
            return endpoint.answer(request);
        }
        if (!key.get().matches(FORM)) {
            return Answer.refused(
                    400, "invalid-key", "an Idempotency-Key has 1 to 200 visible ASCII signs");
        }
        long user = request.caller().userId();
        Optional<Answer> before = begin(user, key.get(), request.address());
        if (before.isPresent()) {
            return before.get();
        }
        boolean answered = false;
        try {
            Answer answer = endpoint.answer(request);
            answered = keep(user, key.get(), answer);
            return answer;
        } finally {
            if (!answered) {
                // it threw, so its transaction is undone: the client may try the same key again
                forget(user, key.get());
            }
        }
    }

    /** Notes that this key is in use, or the answer to give instead. */
    private Optional<Answer> begin(long user, String key, String path) {
        Instant now = clock.instant();
        return database.inTransaction(
                tx -> {
                    tx.createUpdate("DELETE FROM platform_repeat WHERE begun_at < :old")
                            .bind("old", now.minus(MEMORY))
                            .execute();
                    int begun =
                            tx.createUpdate(
                                            """
                                            INSERT INTO platform_repeat (user_id, key, path, begun_at)
                                            VALUES (:user, :key, :path, :now) ON CONFLICT DO NOTHING
                                            """)
                                    .bind("user", user)
                                    .bind("key", key)
                                    .bind("path", path)
                                    .bind("now", now)
                                    .execute();
                    if (begun > 0) {
                        return Optional.empty();
                    }
                    return tx.createQuery(
                                    """
                                    SELECT path, status, body FROM platform_repeat
                                    WHERE user_id = :user AND key = :key
                                    """)
                            .bind("user", user)
                            .bind("key", key)
                            .map(
                                    (row, context) ->
                                            again(
                                                    row.getString("path").equals(path),
                                                    row.getInt("status"),
                                                    row.getString("body")))
                            .findOne();
                });
    }

    private static Answer again(boolean samePath, int status, @Nullable String body) {
        if (!samePath) {
            return Answer.refused(422, "key-reused", "this Idempotency-Key was used elsewhere");
        }
        if (status == 0) {
            return Answer.refused(
                    409,
                    "outcome-unknown",
                    "the first request with this key is not answered yet; look before repeating");
        }
        if (body == null) {
            return Answer.done();
        }
        try {
            return status < 400
                    ? new Answer.Json(status, Json.mapper().readTree(body))
                    : new Answer.Refused(Json.mapper().readValue(body, Problem.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a kept answer is damaged", e);
        }
    }

    /** Keeps the answer; false if it is not one to keep. */
    private boolean keep(long user, String key, Answer answer) {
        return switch (answer) {
            case Answer.Json json -> keep(user, key, json.status(), Json.text(json.body()));
            case Answer.Done done -> keep(user, key, 204, null);
            case Answer.Refused refused ->
                    refused.problem().status() < 500
                            && keep(
                                    user,
                                    key,
                                    refused.problem().status(),
                                    Json.text(refused.problem()));
            case Answer.Text text -> false;
            case Answer.Streamed streamed -> false;
            case Answer.Bytes bytes -> false;
            case Answer.WithHeaders headers -> false;
            case Answer.Keepable keepable -> false;
            case Answer.WithSession session -> false;
        };
    }

    private boolean keep(long user, String key, int status, @Nullable String body) {
        database.useTransaction(
                tx ->
                        tx.createUpdate(
                                        """
                                        UPDATE platform_repeat SET status = :status, body = :body
                                        WHERE user_id = :user AND key = :key
                                        """)
                                .bind("user", user)
                                .bind("key", key)
                                .bind("status", status)
                                .bind("body", body)
                                .execute());
        return true;
    }

    private void forget(long user, String key) {
        database.useTransaction(
                tx ->
                        tx.execute(
                                "DELETE FROM platform_repeat WHERE user_id = ? AND key = ?",
                                user,
                                key));
    }
}
