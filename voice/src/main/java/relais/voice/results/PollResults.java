package relais.voice.results;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A poll's results in people; also the body that the API answers.
 *
 * @param answered people with a counted answer
 * @param rate answered of asked, 0 to 1
 * @param uncategorised people whose counted answer no rule or person understood
 * @param timeline people by when their counted answer came, per hour, or per day when long
 * @param numeric for numeric polls that have a number
 */
public record PollResults(
        long asked,
        long answered,
        double rate,
        List<CategoryPeople> categories,
        long uncategorised,
        List<PlacePeople> places,
        List<Point> timeline,
        @Nullable NumericSummary numeric) {

    /** {@code share} of those answered, 0 to 1; {@code color} as the definition says or empty. */
    public record CategoryPeople(
            String key, String name, String color, long people, double share) {}

    /** {@code place} empty for unknown; {@code categories} by key, empty for uncategorised. */
    public record PlacePeople(String place, long people, Map<String, Long> categories) {}

    public record Point(Instant at, long people) {}
}
