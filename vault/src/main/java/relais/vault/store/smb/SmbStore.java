package relais.vault.store.smb;

import com.hierynomus.msdtyp.AccessMask;
import com.hierynomus.mserref.NtStatus;
import com.hierynomus.msfscc.FileAttributes;
import com.hierynomus.msfscc.fileinformation.FileIdBothDirectoryInformation;
import com.hierynomus.msfscc.fileinformation.FileStandardInformation;
import com.hierynomus.mssmb2.SMB2CreateDisposition;
import com.hierynomus.mssmb2.SMB2ShareAccess;
import com.hierynomus.mssmb2.SMBApiException;
import com.hierynomus.smbj.share.Directory;
import com.hierynomus.smbj.share.DiskShare;
import com.hierynomus.smbj.share.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import relais.vault.store.BlobStore;
import relais.vault.store.Keys;

/**
 * A folder on an SMB share. An object is written under another name, flushed (SMB2 FLUSH, which is
 * fsync at Samba and at Windows), renamed, and flushed again for the name.
 */
public final class SmbStore implements BlobStore {
    /** Requests wait this long: a busy file server is slow, a dead one is given up. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Set<NtStatus> IN_USE =
            Set.of(NtStatus.STATUS_ACCESS_DENIED, NtStatus.STATUS_SHARING_VIOLATION);

    private final String name;
    private final SmbLines lines;
    private final String root;
    private final Set<String> made = ConcurrentHashMap.newKeySet();

    public SmbStore(String name, ShareAddress address) {
        this(name, address, PATIENCE);
    }

    SmbStore(String name, ShareAddress address, Duration patience) {
        this.name = name;
        this.lines = new SmbLines(address, patience);
        this.root = address.folder().isEmpty() ? "" : address.folder().replace('/', '\\') + "\\";
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Draft begin(String key) {
        return new SmbDraft(lines, this, path(key));
    }

    /** A file of its own to write into, in a folder that is there. */
    File createUnfinished(DiskShare share) {
        String half = root + Keys.UNFINISHED + "\\" + UUID.randomUUID();
        folders(share, half);
        return create(share, half);
    }

    /** Forces the bytes, gives the file its name, and forces that; the file is closed then. */
    void finish(DiskShare share, File file, String path) {
        folders(share, path);
        file.flush();
        if (renamed(share, file, path)) {
            file.flush();
        } else {
            file.deleteOnClose();
        }
        file.close();
    }

    /**
     * False where somebody has the object open: such a one cannot be replaced, and need not be. A
     * folder that was there may have been taken away behind our back: then once more.
     */
    private boolean renamed(DiskShare share, File file, String path) {
        try {
            file.rename(path, true);
            return true;
        } catch (SMBApiException e) {
            if (IN_USE.contains(e.getStatus())
                    && sizeOf(share, path)
                            == file.getFileInformation(FileStandardInformation.class)
                                    .getEndOfFile()) {
                return false;
            }
            made.clear();
            folders(share, path);
            file.rename(path, true);
            return true;
        }
    }

    private static long sizeOf(DiskShare share, String path) {
        return share.getFileInformation(path).getStandardInformation().getEndOfFile();
    }

    private File create(DiskShare share, String path) {
        try {
            return open(share, path, SMB2CreateDisposition.FILE_CREATE);
        } catch (SMBApiException e) {
            made.clear();
            folders(share, path);
            return open(share, path, SMB2CreateDisposition.FILE_CREATE);
        }
    }

    private static File open(DiskShare share, String path, SMB2CreateDisposition how) {
        boolean write = how != SMB2CreateDisposition.FILE_OPEN;
        return share.openFile(
                path,
                write
                        ? EnumSet.of(AccessMask.GENERIC_WRITE, AccessMask.DELETE)
                        : EnumSet.of(AccessMask.GENERIC_READ),
                EnumSet.of(FileAttributes.FILE_ATTRIBUTE_NORMAL),
                // A reader must not keep the object from being replaced or deleted.
                SMB2ShareAccess.ALL,
                how,
                null);
    }

    private void folders(DiskShare share, String path) {
        int end = path.lastIndexOf('\\');
        if (end < 0) {
            return;
        }
        String folder = path.substring(0, end);
        if (made.contains(folder)) {
            return;
        }
        folders(share, folder);
        if (!share.folderExists(folder)) {
            try {
                share.mkdir(folder);
            } catch (SMBApiException e) {
                if (!share.folderExists(folder)) { // else another was first
                    throw e;
                }
            }
        }
        made.add(folder);
    }

    @Override
    public InputStream read(String key, long offset, long length) throws IOException {
        return lines.read(path(key), offset, length);
    }

    @Override
    public OptionalLong size(String key) throws IOException {
        String path = path(key);
        try {
            return lines.patiently(share -> OptionalLong.of(sizeOf(share, path)));
        } catch (NoSuchFileException none) {
            return OptionalLong.empty();
        }
    }

    @Override
    public void delete(String key) throws IOException {
        String path = path(key);
        try {
            lines.patiently(
                    share -> {
                        share.rm(path);
                        return true;
                    });
        } catch (NoSuchFileException none) {
            return;
        }
    }

    /** A line that is cut while listing ends it: what was told may be told again by the next. */
    @Override
    public void list(String prefix, Consumer<Entry> each) throws IOException {
        int slash = prefix.lastIndexOf('/');
        String under = slash < 0 ? "" : prefix.substring(0, slash);
        lines.once(
                share -> {
                    walk(share, under, prefix, each);
                    return true;
                });
    }

    private void walk(DiskShare share, String folder, String prefix, Consumer<Entry> each)
            throws IOException {
        String path = root + folder.replace('/', '\\');
        String at = path.endsWith("\\") ? path.substring(0, path.length() - 1) : path;
        if (!at.isEmpty() && !share.folderExists(at)) {
            return;
        }
        try (Directory open = openFolder(share, at)) {
            for (FileIdBothDirectoryInformation found : open) {
                String own = found.getFileName();
                String key = folder.isEmpty() ? own : folder + "/" + own;
                if (own.equals(".") || own.equals("..") || key.equals(Keys.UNFINISHED)) {
                    continue;
                }
                boolean isFolder =
                        (found.getFileAttributes()
                                        & FileAttributes.FILE_ATTRIBUTE_DIRECTORY.getValue())
                                != 0;
                if (isFolder && ((key + "/").startsWith(prefix) || prefix.startsWith(key + "/"))) {
                    walk(share, key, prefix, each);
                } else if (!isFolder && key.startsWith(prefix)) {
                    each.accept(new Entry(key, found.getEndOfFile()));
                }
            }
        }
    }

    private static Directory openFolder(DiskShare share, String path) {
        return share.openDirectory(
                path,
                EnumSet.of(AccessMask.GENERIC_READ),
                null,
                SMB2ShareAccess.ALL,
                SMB2CreateDisposition.FILE_OPEN,
                null);
    }

    @Override
    public OptionalLong freeBytes() throws IOException {
        return lines.patiently(
                share -> OptionalLong.of(share.getShareInformation().getCallerFreeSpace()));
    }

    private String path(String key) {
        return root + Keys.checked(key).replace('/', '\\');
    }

    @Override
    public void close() {
        lines.close();
    }
}
