package relais.vault.manifest;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first line of a manifest.
 *
 * @param format 1
 * @param kind dossier or type
 * @param turn of several manifests of one subject the highest counts
 * @param database which wrote it; null before version 84 of its tables
 * @param gone the subject was erased: it is not to come back
 * @param depth 0: the pieces, one behind the other, are the lines; 1: they are a list of such
 *     pieces, a line with a hash each; and so on
 * @param pieces SHA-256 in hex; none: the lines follow here
 */
record Head(
        int format,
        String kind,
        long id,
        long turn,
        Instant at,
        @Nullable String database,
        @Nullable Boolean gone,
        int depth,
        List<String> pieces) {
    static final int FORMAT = 1;

    Subject subject() {
        return new Subject(Subject.Kind.valueOf(kind.toUpperCase(java.util.Locale.ROOT)), id);
    }

    boolean isGone() {
        return Boolean.TRUE.equals(gone);
    }
}
