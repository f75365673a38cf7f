package relais.vault.moving;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.Map;
import relais.vault.document.Elsewhere;
import relais.vault.moving.share.Found;
import relais.vault.moving.share.Source;
import relais.vault.moving.share.SteadyContent;

/** Shares that stay open while several files are read; one that is away is asked once. */
final class OpenShares implements Closeable {
    @FunctionalInterface
    interface Opening {
        Source open(String share) throws IOException;
    }

    private final Opening opening;
    private final Map<String, Source> open = new HashMap<>();
    private final Map<String, String> away = new HashMap<>();

    OpenShares() {
        this(Sources::open);
    }

    OpenShares(Opening opening) {
        this.opening = opening;
    }

    /** Where a session broke, the file gets a new one. */
    Elsewhere.Lent lend(String share, String path) throws IOException {
        Source there = open.get(share);
        if (there != null) {
            try {
                return lent(there, path);
            } catch (NoSuchFileException e) {
                throw e;
            } catch (IOException broken) {
                open.remove(share);
                there.close();
            }
        }
        return lent(opened(share), path);
    }

    private static Elsewhere.Lent lent(Source source, String path) throws IOException {
        Found now = source.look(path);
        return new Elsewhere.Lent(now.size(), now.changed(), SteadyContent.oneOf(source, now));
    }

    private Source opened(String share) throws IOException {
        String trouble = away.get(share);
        if (trouble != null) {
            throw new IOException(trouble);
        }
        try {
            Source opened = opening.open(share);
            open.put(share, opened);
            return opened;
        } catch (IOException e) {
            away.put(share, "the old share is away: " + e.getMessage());
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        IOException first = null;
        for (Source source : open.values()) {
            try {
                source.close();
            } catch (IOException e) {
                first = first == null ? e : first;
            }
        }
        open.clear();
        if (first != null) {
            throw first;
        }
    }
}
