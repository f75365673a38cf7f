package relais.vault.dav;

import org.jspecify.annotations.Nullable;
import relais.vault.document.DocumentPath;
import relais.vault.document.Elsewhere;
import relais.vault.document.Folder;
import relais.vault.document.Node;

/** What a path of the drive leads to, for one caller. */
sealed interface Place {
    /** The drive itself: a folder for each type of dossiers. */
    record Root() implements Place {}

    /** A type of dossiers: a folder for each dossier. */
    record Shelf(long type, String name) implements Place {}

    /**
     * In a dossier.
     *
     * @param path what is left of it there; the top is the dossier itself
     * @param node what is there; null for nothing yet
     * @param waiting what is there and still lies on an old share
     */
    record Inside(
            long dossier,
            DocumentPath path,
            @Nullable Node node,
            Elsewhere.@Nullable Waiting waiting)
            implements Place {
        boolean isFolder() {
            return node instanceof Folder;
        }
    }

    /** Nothing that the caller may know of. */
    record Nowhere() implements Place {}
}
