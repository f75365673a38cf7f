package relais.vault.moving.share;

import com.hierynomus.msdtyp.FileTime;
import com.hierynomus.msfscc.FileAttributes;
import com.hierynomus.msfscc.fileinformation.FileAllInformation;
import com.hierynomus.msfscc.fileinformation.FileIdBothDirectoryInformation;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import relais.vault.store.smb.ShareAddress;
import relais.vault.store.smb.SmbLines;

/**
 * A share of Windows or Samba, over SMB 2 and 3; opened for reading only, beside those who write.
 */
public final class SmbSource implements Source {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long TICKS_A_SECOND = 10_000_000;
    private static final long SECONDS_FROM_1601 = 11_644_473_600L;

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
    public void walk(Consumer<Found> each, Trouble trouble) throws IOException {
        for (FileIdBothDirectoryInformation entry : list("")) {
            entry("", entry, each, trouble);
        }
    }

    private List<FileIdBothDirectoryInformation> list(String folder) throws IOException {
        String path = at(folder);
        String name = path.endsWith("\\") ? path.substring(0, path.length() - 1) : path;
        return lines.patiently(share -> share.list(name));
    }

    private void walk(String folder, Consumer<Found> each, Trouble trouble) throws IOException {
        List<FileIdBothDirectoryInformation> entries;
        try {
            entries = list(folder);
        } catch (SmbLines.LineCut away) {
            throw away; // nothing is known of what lies there
        } catch (IOException refused) {
            trouble.at(folder, String.valueOf(refused.getMessage()));
            return;
        }
        for (FileIdBothDirectoryInformation entry : entries) {
            entry(folder, entry, each, trouble);
        }
    }

    private void entry(
            String folder,
            FileIdBothDirectoryInformation entry,
            Consumer<Found> each,
            Trouble trouble)
            throws IOException {
        String own = entry.getFileName();
        if (own.equals(".") || own.equals("..")) {
            return;
        }
        String below = folder.isEmpty() ? own : folder + "/" + own;
        if (has(entry, FileAttributes.FILE_ATTRIBUTE_REPARSE_POINT)) {
            trouble.at(below, "leads elsewhere (a link or DFS)");
        } else if (has(entry, FileAttributes.FILE_ATTRIBUTE_DIRECTORY)) {
            walk(below, each, trouble);
        } else {
            each.accept(found(below, entry.getEndOfFile(), entry.getLastWriteTime()));
        }
    }

    private static boolean has(FileIdBothDirectoryInformation entry, FileAttributes attribute) {
        return (entry.getFileAttributes() & attribute.getValue()) != 0;
    }

    private static Found found(String path, long size, FileTime changed) {
        return new Found(path, size, instant(changed).truncatedTo(ChronoUnit.MICROS), "", "");
    }

    /**
     * To the hundred nanoseconds that a FILETIME counts (MS-DTYP, 2.3.3), not to the millisecond.
     */
    private static Instant instant(FileTime time) {
        long ticks = time.getWindowsTimeStamp();
        return Instant.ofEpochSecond(
                Math.floorDiv(ticks, TICKS_A_SECOND) - SECONDS_FROM_1601,
                Math.floorMod(ticks, TICKS_A_SECOND) * 100);
    }

    @Override
    public Found look(String path) throws IOException {
        FileAllInformation seen = lines.patiently(share -> share.getFileInformation(at(path)));
        return found(
                path,
                seen.getStandardInformation().getEndOfFile(),
                seen.getBasicInformation().getLastWriteTime());
    }

    @Override
    public InputStream open(String path) throws IOException {
        return lines.read(at(path), 0, Long.MAX_VALUE);
    }

    @Override
    public void close() {
        lines.close();
    }
}
