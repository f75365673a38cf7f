package relais.platform.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list as all lists of the API are answered.
 *
 * @param next goes into {@code after} for the page that follows; null at the end
 */
public record Page<T>(List<T> items, @Nullable String next) {}
