package relais.vault.dav;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import relais.platform.http.Request;
import relais.vault.document.DocumentPath;
import relais.vault.document.Documents;
import relais.vault.document.Listing;

/** One folder, page after page as they are asked for: its folders by name, then its documents. */
final class Pages implements Iterator<Listing.Page> {
    private static final int LINES = 1_000;

    private final Documents documents;
    private final Request request;
    private final long dossier;
    private final DocumentPath folder;
    private Listing.@Nullable Page last;

    Pages(Documents documents, Request request, long dossier, DocumentPath folder) {
        this.documents = documents;
        this.request = request;
        this.dossier = dossier;
        this.folder = folder;
    }

    @Override
    public boolean hasNext() {
        return last == null || last.next() != null;
    }

    @Override
    public Listing.Page next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Optional<String> after = Optional.ofNullable(last).map(Listing.Page::next);
        Listing.Order order = Listing.Order.NAME;
        Listing.Page page =
                Stopped.unless(
                        documents
                                .listing()
                                .page(request.caller(), dossier, folder, order, after, LINES));
        last = page;
        return page;
    }
}
