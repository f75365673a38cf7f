package relais.platform.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether what was sent can be kept at all: no database has a text with a NUL, half a sign, a
 * number without end or the year 999999999. Said here once, as the sender's mistake, and not by
 * whoever meets it later.
 */
final class Keepable {
    /** Digits before or behind the point; a number of more is somebody's play. */
    private static final int MOST_SCALE = 400;

    private static final int LAST_YEAR = 9_999;

    void check(@Nullable Object value) {
        check(value, "");
    }

    private void check(@Nullable Object value, String path) {
        switch (value) {
            case null -> {}
            case String text -> require(isText(text), path, "holds a NUL or half a sign");
            case Double number -> require(Double.isFinite(number), path, "is too large");
            case BigDecimal number ->
                    require(Math.abs(number.scale()) <= MOST_SCALE, path, "is too large");
            case Instant at -> requireYear(at.atOffset(ZoneOffset.UTC).getYear(), path);
            case LocalDate day -> requireYear(day.getYear(), path);
            case JsonNode node -> checkNode(node, path);
            case Record object -> {
                for (RecordComponent each : object.getClass().getRecordComponents()) {
                    check(JsonBody.valueOf(object, each), below(path, each.getName()));
                }
            }
            case Collection<?> items -> {
                int index = 0;
                for (Object item : items) {
                    check(item, path + "[" + index++ + "]");
                }
            }
            case Map<?, ?> map ->
                    map.forEach(
                            (key, each) -> {
                                check(key, path);
                                check(each, below(path, String.valueOf(key)));
                            });
            default -> {}
        }
    }

    private void checkNode(JsonNode node, String path) {
        if (node.isNumber()) {
            check(node.numberValue(), path);
        } else if (node.isTextual()) {
            check(node.textValue(), path);
        }
        node.properties()
                .forEach(
                        each -> {
                            check(each.getKey(), path);
                            checkNode(each.getValue(), below(path, each.getKey()));
                        });
        if (node.isArray()) {
            node.forEach(each -> checkNode(each, path));
        }
    }

    private static String below(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static boolean isText(String text) {
        return text.codePoints()
                .noneMatch(
                        sign ->
                                sign == 0
                                        || sign >= Character.MIN_SURROGATE
                                                && sign <= Character.MAX_SURROGATE);
    }

    private static void requireYear(int year, String path) {
        require(year >= 1 && year <= LAST_YEAR, path, "is not in the years 1 to " + LAST_YEAR);
    }

    private static void require(boolean fits, String path, String why) {
        if (!fits) {
            String field = JsonBody.plain(path);
            throw new Refusal(new Problem(400, "invalid-field", field + " " + why, field));
        }
    }
}
