package relais.vault.moving;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import relais.vault.document.DocumentName;
import relais.vault.document.Elsewhere;
import relais.vault.moving.share.References;

/** Files that wait on an old share, as they will lie in their dossiers. */
final class Bridge implements Elsewhere {
    /**
     * Of one dossier: beyond it the names would cost too much; these follow when others are here.
     */
    private static final int MOST = 20_000;

    private final Moving moving;

    Bridge(Moving moving) {
        this.moving = moving;
    }

    @Override
    public List<Waiting> in(Handle handle, long dossierId) {
        List<References.OnShare> files = moving.references().onShare(handle, dossierId, MOST);
        if (files.isEmpty()) {
            return List.of();
        }
        Set<String> taken = new HashSet<>();
        while (true) {
            List<Waiting> named = named(files, taken);
            if (!taken.addAll(taken(handle, dossierId, named))) {
                return named;
            }
        }
    }

    /** The first of a name has it, the others a number, as if they came one after the other. */
    private static List<Waiting> named(List<References.OnShare> files, Set<String> taken) {
        Set<String> used = new HashSet<>(taken);
        List<Waiting> all = new ArrayList<>();
        for (References.OnShare file : files) {
            DocumentName wanted = DocumentName.nearest(file.name(), "document");
            DocumentName name = wanted;
            for (int number = 2; !used.add(name.text()); number++) {
                name = wanted.numbered(number);
            }
            all.add(new Waiting(file.id(), name.text(), file.size(), file.changed()));
        }
        return all;
    }

    private static Set<String> taken(Handle handle, long dossierId, List<Waiting> named) {
        return handle
                .createQuery(
                        """
                        SELECT name FROM vault_document
                        WHERE dossier_id = :dossier AND coalesce(folder_id, 0) = 0
                          AND trashed_at IS NULL AND name = ANY (:names)
                        UNION ALL
                        SELECT name FROM vault_folder
                        WHERE dossier_id = :dossier AND coalesce(parent_id, 0) = 0
                          AND name = ANY (:names)
                        """)
                .bind("dossier", dossierId)
                .bind("names", named.stream().map(Waiting::name).toArray(String[]::new))
                .mapTo(String.class)
                .stream()
                .collect(Collectors.toSet());
    }

    @Override
    public Lent open(Waiting file) throws IOException {
        return moving.lend(reference(file));
    }

    private References.Reference reference(Waiting file) throws IOException {
        return moving.references()
                .find(file.id())
                .orElseThrow(() -> new NoSuchFileException(file.name(), null, "waits no more"));
    }

    @Override
    public Reading reading() {
        return new Reading() {
            private final OpenShares shares = new OpenShares();

            @Override
            public Lent open(Waiting file) throws IOException {
                return moving.lend(reference(file), shares);
            }

            @Override
            public void close() throws IOException {
                shares.close();
            }
        };
    }

    @Override
    public void fetch(Waiting file) throws IOException {
        References.Reference reference = reference(file);
        if (!reference.isKept() && !moving.fetch(reference, file.name())) {
            throw new IOException("the old share does not have this file, or is away");
        }
    }
}
