package relais.vault.moving.share;

import com.hierynomus.msdtyp.AccessMask;
import com.hierynomus.msfscc.FileAttributes;
import com.hierynomus.msfscc.fileinformation.FileAllInformation;
import com.hierynomus.msfscc.fileinformation.FileIdBothDirectoryInformation;
import com.hierynomus.mssmb2.SMB2CreateDisposition;
import com.hierynomus.mssmb2.SMB2ShareAccess;
import com.hierynomus.mssmb2.SMBApiException;
import com.hierynomus.smbj.share.DiskShare;
import com.hierynomus.smbj.share.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Consumer;
import relais.vault.store.smb.ShareAddress;
import relais.vault.store.smb.SmbLines;

/**
 * A share of Windows or Samba, over SMB 2 and 3; opened for reading only, beside those who write.
 */
public final class SmbSource implements Source {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int CHUNK = 1 << 20;

    private final SmbLines lines;
    private final String root;

    public SmbSource(ShareAddress address) {
        this.lines = new SmbLines(address, PATIENCE);
        this.root = address.folder().isEmpty() ? "" : address.folder().replace('/', '\\') + "\\";
    }

    private String at(String path) {
        return root + path.replace('/', '\\');
    }

    @Override
    public void walk(Consumer<Found> each, Consumer<String> trouble) throws IOException {
        walk("", each, trouble);
    }

    private void walk(String folder, Consumer<Found> each, Consumer<String> trouble)
            throws IOException {
        String path = at(folder);
        String name = path.endsWith("\\") ? path.substring(0, path.length() - 1) : path;
        List<FileIdBothDirectoryInformation> entries;
        try {
            entries = lines.patiently(share -> share.list(name));
        } catch (SMBApiException e) {
            trouble.accept(folder + ": " + e.getStatus());
            return;
        }
        for (FileIdBothDirectoryInformation entry : entries) {
            String own = entry.getFileName();
            if (own.equals(".") || own.equals("..")) {
                continue;
            }
            String below = folder.isEmpty() ? own : folder + "/" + own;
            if (has(entry, FileAttributes.FILE_ATTRIBUTE_REPARSE_POINT)) {
                trouble.accept(below + ": leads elsewhere (a link or DFS)");
            } else if (has(entry, FileAttributes.FILE_ATTRIBUTE_DIRECTORY)) {
                walk(below, each, trouble);
            } else {
                each.accept(
                        found(below, entry.getEndOfFile(), entry.getLastWriteTime().toInstant()));
            }
        }
    }

    private static boolean has(FileIdBothDirectoryInformation entry, FileAttributes attribute) {
        return (entry.getFileAttributes() & attribute.getValue()) != 0;
    }

    private static Found found(String path, long size, Instant changed) {
        return new Found(path, size, changed.truncatedTo(ChronoUnit.MICROS), "", "");
    }

    @Override
    public Found look(String path) throws IOException {
        try {
            FileAllInformation seen = lines.patiently(share -> share.getFileInformation(at(path)));
            return found(
                    path,
                    seen.getStandardInformation().getEndOfFile(),
                    seen.getBasicInformation().getLastWriteTime().toInstant());
        } catch (SMBApiException e) {
            throw (IOException) new NoSuchFileException(path).initCause(e);
        }
    }

    @Override
    public InputStream open(String path) {
        return new Reading(path);
    }

    /** Each part is asked for by itself, so that a line that is cut costs one part. */
    private final class Reading extends InputStream {
        private final String path;
        private final byte[] chunk = new byte[CHUNK];
        private long offset;
        private int position;
        private int length;

        Reading(String path) {
            this.path = path;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            if (position == length) {
                long start = offset;
                try {
                    length = Math.max(0, lines.patiently(share -> part(share, start)));
                } catch (SMBApiException e) {
                    throw new IOException(path + ": " + e.getStatus(), e);
                }
                position = 0;
                offset += length;
            }
            if (length == 0) {
                return -1;
            }
            int count = Math.min(most, length - position);
            System.arraycopy(chunk, position, into, from, count);
            position += count;
            return count;
        }

        private int part(DiskShare share, long start) {
            try (File file =
                    share.openFile(
                            at(path),
                            EnumSet.of(AccessMask.GENERIC_READ),
                            null,
                            SMB2ShareAccess.ALL,
                            SMB2CreateDisposition.FILE_OPEN,
                            null)) {
                return file.read(chunk, start, 0, chunk.length);
            }
        }
    }

    @Override
    public void close() {
        lines.close();
    }
}
