package relais.vault.store.smb;

import com.hierynomus.mssmb2.SMBApiException;
import com.hierynomus.smbj.common.SMBRuntimeException;
import com.hierynomus.smbj.share.DiskShare;
import com.hierynomus.smbj.share.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import relais.vault.store.BlobStore;

/**
 * A small object is held until its commit, and sent again where the line is cut; a large one is
 * written as it comes, over one line, and fails with it.
 */
final class SmbDraft implements BlobStore.Draft {
    private static final int HELD = 4 * 1024 * 1024;
    private static final int FIRST_ROOM = 64 * 1024;

    /**
     * Bytes; forced so often, no single answer of a slow disk takes longer than a line's patience.
     */
    private static final long STRIDE = 64L << 20;

    private final SmbLines lines;
    private final SmbStore store;
    private final String path;
    private byte[] held = new byte[FIRST_ROOM];
    private int count;
    private long written;
    private SmbLines.@Nullable Line line;
    private @Nullable File open;

    SmbDraft(SmbLines lines, SmbStore store, String path) {
        this.lines = lines;
        this.store = store;
        this.path = path;
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (count == HELD) {
                send();
            }
            int more = Math.min(bytes.remaining(), HELD - count);
            if (count + more > held.length) {
                held = Arrays.copyOf(held, Math.clamp(2L * (count + more), FIRST_ROOM, HELD));
            }
            bytes.get(held, count, more);
            count += more;
        }
    }

    private void send() throws IOException {
        SmbLines.Line on = line;
        if (on == null) {
            on = lines.next();
            line = on;
            open = on.ask(store::createUnfinished);
        }
        on.ask(
                share -> {
                    File file = sameLine(share);
                    put(file, written);
                    if ((written + count) / STRIDE > written / STRIDE) {
                        file.flush();
                    }
                    return true;
                });
        written += count;
        count = 0;
    }

    private void put(File file, long at) {
        for (int done = 0; done < count; ) {
            done += (int) file.write(held, at + done, done, count - done);
        }
    }

    /** A line that was taken up again knows nothing of the file that was open on it. */
    private File sameLine(DiskShare share) throws IOException {
        File file = open;
        if (file == null || file.getDiskShare() != share) {
            throw new SmbLines.LineCut("the line was cut while writing", null);
        }
        return file;
    }

    @Override
    public void commit() throws IOException {
        SmbLines.Line on = line;
        if (on == null) {
            lines.patiently(this::whole);
            return;
        }
        if (count > 0) {
            send();
        }
        on.ask(
                share -> {
                    store.finish(share, sameLine(share), path);
                    return true;
                });
        open = null;
    }

    private boolean whole(DiskShare share) {
        File file = store.createUnfinished(share);
        boolean done = false;
        try {
            put(file, 0);
            store.finish(share, file, path);
            done = true;
        } finally {
            if (!done) {
                giveUp(file);
            }
        }
        return true;
    }

    @Override
    public void close() {
        File file = open;
        if (file != null) {
            open = null;
            giveUp(file);
        }
    }

    private static void giveUp(File file) {
        if (!file.getDiskShare().isConnected()) {
            return;
        }
        try {
            try {
                file.deleteOnClose();
                file.close();
            } catch (SMBApiException answered) {
                file.closeNoWait();
            }
        } catch (SMBRuntimeException cut) {
            // the server closes what a lost line had open
        }
    }
}
