package relais.platform.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import relais.platform.json.Json;

/**
 * The OpenAPI 3.1 description, made from the routes themselves. A route that answers a list names
 * its element as an array class ({@code Poll[].class}), or has sibling routes for one element.
 */
final class OpenApi {
    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");

    private final List<Route> routes;
    private final Schemas schemas = new Schemas();

    private OpenApi(List<Route> routes) {
        this.routes = routes;
    }

    static byte[] describe(List<Route> routes, String version) {
        return Json.bytes(new OpenApi(routes).document(version));
    }

    private Map<String, Object> document(String version) {
        Map<String, Object> problem = schemas.of(ProblemBody.class);
        Map<String, Map<String, Object>> paths = new LinkedHashMap<>();
        for (Route route : routes) {
            if (!route.verb().common()) {
                continue; // OpenAPI 3.1 has no word for it
            }
            paths.computeIfAbsent(shown(route.path()), path -> new LinkedHashMap<>())
                    .put(route.verb().name().toLowerCase(Locale.ROOT), operation(route, problem));
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put("info", Map.of("title", "Relais", "version", version));
        document.put("paths", paths);
        document.put(
                "components",
                Map.of("schemas", schemas.named(), "securitySchemes", securitySchemes()));
        return document;
    }

    private static String shown(String path) {
        return path.replace('<', '{').replace('>', '}');
    }

    private Map<String, Object> operation(Route route, Map<String, Object> problem) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("summary", route.summary());
        operation.put("description", access(route.access()));
        List<Object> parameters = new ArrayList<>();
        Matcher names = PARAMETER.matcher(shown(route.path()));
        while (names.find()) {
            parameters.add(
                    Map.of(
                            "name",
                            names.group(1),
                            "in",
                            "path",
                            "required",
                            true,
                            "schema",
                            Map.of("type", "string")));
        }
        operation.put("parameters", parameters);
        if (route.takes() != null) {
            operation.put(
                    "requestBody",
                    Map.of("required", true, "content", json(schemas.of(route.takes()))));
        }
        Map<String, Object> responses = new LinkedHashMap<>();
        responses.put(route.answers() == null ? "2XX" : "200", success(route));
        responses.put(
                "default",
                Map.of(
                        "description",
                        "what is wrong",
                        "content",
                        Map.of("application/problem+json", Map.of("schema", problem))));
        operation.put("responses", responses);
        if (!(route.access() instanceof Access.Open)) {
            operation.put(
                    "security", List.of(Map.of("session", List.of()), Map.of("token", List.of())));
        }
        return operation;
    }

    private Map<String, Object> success(Route route) {
        Class<?> answers = route.answers();
        if (answers == null) {
            return Map.of("description", "done, or a stream");
        }
        Map<String, Object> schema;
        if (answers.isArray()) {
            schema = page(schemas.of(answers.getComponentType()));
        } else if (listsElements(route)) {
            schema = page(schemas.of(answers));
        } else {
            schema = schemas.of(answers);
        }
        return Map.of("description", "ok", "content", json(schema));
    }

    private boolean listsElements(Route route) {
        return route.verb() == Route.Verb.GET
                && !route.path().endsWith("}")
                && routes.stream().anyMatch(r -> r.path().startsWith(route.path() + "/{"));
    }

    private static Map<String, Object> page(Map<String, Object> element) {
        return Map.of(
                "type", "object",
                "required", List.of("items"),
                "properties",
                        Map.of(
                                "items", Map.of("type", "array", "items", element),
                                "next", Map.of("type", "string")));
    }

    private static Map<String, Object> json(Map<String, Object> schema) {
        return Map.of("application/json", Map.of("schema", schema));
    }

    private static String access(Access access) {
        return switch (access) {
            case Access.Open open -> "Open to all: " + open.why();
            case Access.SignedIn signedIn -> "For anyone signed in";
            case Access.Needs needs -> "Needs the permission " + needs.permission().key();
        };
    }

    private static Map<String, Object> securitySchemes() {
        return Map.of(
                "session", Map.of("type", "apiKey", "in", "cookie", "name", Cookies.PLAIN),
                "token", Map.of("type", "http", "scheme", "bearer"));
    }
}
