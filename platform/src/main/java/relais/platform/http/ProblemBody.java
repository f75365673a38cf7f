package relais.platform.http;

import io.javalin.http.HttpStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;
import relais.platform.json.Json;

/** A {@link Problem} as RFC 9457 writes it; {@code type} is about:blank, so {@code code} tells. */
record ProblemBody(
        String type,
        String title,
        int status,
        String code,
        String detail,
        @Nullable String field,
        @Nullable List<Problem.WrongField> fields) {
    static final String CONTENT_TYPE = "application/problem+json";

    static byte[] of(Problem problem) {
        return Json.bytes(
                new ProblemBody(
                        "about:blank",
                        HttpStatus.forStatus(problem.status()).getMessage(),
                        problem.status(),
                        problem.code(),
                        problem.detail(),
                        problem.field(),
                        problem.fields()));
    }
}
