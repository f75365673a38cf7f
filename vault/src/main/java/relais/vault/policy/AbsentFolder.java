package relais.vault.policy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import relais.vault.store.BlobStore;
import relais.vault.store.FolderStore;

/** A folder that was not itself when it was looked for, such as one not mounted yet. */
final class AbsentFolder implements BlobStore {
    private final String name;
    private final Path folder;
    private volatile @Nullable FolderStore found;

    AbsentFolder(String name, Path folder) {
        this.name = name;
        this.folder = folder;
    }

    /** Whether it says who it is; a bare mountpoint does not. */
    static boolean isMarked(Path folder) {
        return Files.isRegularFile(folder.resolve(StoreRow.MARK));
    }

    void look() {
        try {
            if (found == null && isMarked(folder)) {
                found = new FolderStore(name, folder);
            }
        } catch (IOException e) {
            found = null; // it is looked for again at the next knock
        }
    }

    private FolderStore found() throws IOException {
        FolderStore there = found;
        if (there == null) {
            throw new IOException("there is no folder " + folder);
        }
        return there;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Draft begin(String key) throws IOException {
        return found().begin(key);
    }

    @Override
    public InputStream read(String key, long offset, long length) throws IOException {
        return found().read(key, offset, length);
    }

    @Override
    public OptionalLong size(String key) throws IOException {
        return found().size(key);
    }

    @Override
    public void delete(String key) throws IOException {
        found().delete(key);
    }

    @Override
    public void list(String prefix, Consumer<Entry> each) throws IOException {
        found().list(prefix, each);
    }

    @Override
    public OptionalLong freeBytes() throws IOException {
        return found().freeBytes();
    }

    @Override
    public void close() {}
}
