package relais.vault.dossier;

import org.jspecify.annotations.Nullable;
import relais.vault.access.PageEnd;

/**
 * Which dossiers to list.
 *
 * @param type 0 for all
 * @param person only those about this contact; 0 for all
 * @param mine only those that the caller opened or has an open task in
 * @param trashed those put aside instead
 * @param after where the page before ended; null for the first
 */
public record ListQuery(
        long type,
        @Nullable String state,
        @Nullable String tag,
        @Nullable String q,
        long person,
        boolean mine,
        boolean trashed,
        Sort sort,
        @Nullable Cursor after,
        int limit) {

    /** Whether words are looked for and what fits them best comes first. */
    public static boolean byRank(@Nullable String q, Sort sort) {
        return q != null && sort == Sort.CHANGED;
    }

    boolean byRank() {
        return byRank(q, sort);
    }

    /** The order of a list, and what of a dossier it goes by. */
    public enum Sort {
        /** Changed last comes first. */
        CHANGED("d.changed_at", "DESC", "timestamptz"),
        /** Opened last comes first. */
        CREATED("d.id", "DESC", "bigint"),
        TITLE("lower(left(d.title, 100))", "ASC", "text"),
        NUMBER("d.number", "ASC", "text");

        final String key;
        final String way;
        final String type;

        Sort(String key, String way, String type) {
            this.key = key;
            this.way = way;
            this.type = type;
        }

        /** Whether a page of this order can end with it. */
        boolean fits(String value) {
            return switch (type) {
                case "bigint" -> PageEnd.isNumber(value);
                case "text" -> PageEnd.isText(value);
                default -> PageEnd.isMoment(value);
            };
        }

        String order() {
            return "ORDER BY " + key + " " + way + (this == CREATED ? "" : ", d.id " + way);
        }

        String beyond() {
            String sign = way.equals("DESC") ? "<" : ">";
            return "(%s, d.id) %s (cast(:afterKey AS %s), :afterId)".formatted(key, sign, type);
        }
    }

    /**
     * The last of the page before.
     *
     * @param key what it was sorted by; {@code best} where that is how well it fits
     */
    public record Cursor(String key, long id) {
        private static final String BEST = "best";

        static Cursor best(long id) {
            return new Cursor(BEST, id);
        }

        /**
         * Reads what {@link #text} wrote; null for anything else.
         *
         * @param byRank as {@link ListQuery#byRank} says of the list
         */
        public static @Nullable Cursor read(Sort sort, boolean byRank, String text) {
            int at = text.indexOf('.');
            if (at <= 0 || !text.substring(0, at).matches("[1-9]\\d{0,17}")) {
                return null;
            }
            String key = text.substring(at + 1);
            boolean fits = byRank ? key.equals(BEST) : sort.fits(key);
            return fits ? new Cursor(key, Long.parseLong(text.substring(0, at))) : null;
        }

        public String text() {
            return id + "." + key;
        }
    }
}
