package relais.vault.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list of which words may be looked for: then what fits them best comes first.
 *
 * @param next goes into {@code after} for the page that follows; null at the end
 * @param total counted up to 1,000, and only on the first page
 * @param cut more fit the words than were weighed against each other
 */
record BestPage<T>(List<T> items, @Nullable String next, @Nullable Integer total, boolean cut) {}
