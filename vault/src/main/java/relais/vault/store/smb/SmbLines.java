package relais.vault.store.smb;

import com.hierynomus.msdtyp.AccessMask;
import com.hierynomus.mserref.NtStatus;
import com.hierynomus.msfscc.FileAttributes;
import com.hierynomus.mssmb2.SMB2CreateDisposition;
import com.hierynomus.mssmb2.SMB2ShareAccess;
import com.hierynomus.mssmb2.SMBApiException;
import com.hierynomus.protocol.transport.TransportException;
import com.hierynomus.smbj.SMBClient;
import com.hierynomus.smbj.SmbConfig;
import com.hierynomus.smbj.auth.AuthenticationContext;
import com.hierynomus.smbj.common.SMBRuntimeException;
import com.hierynomus.smbj.connection.Connection;
import com.hierynomus.smbj.session.Session;
import com.hierynomus.smbj.share.DiskShare;
import com.hierynomus.smbj.share.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import relais.vault.store.Resumed;

/**
 * A few lines to one share, shared by all threads: a line that is cut is taken up again at the next
 * use. Failures come out as {@link IOException}; what is not there as {@link NoSuchFileException}.
 */
public final class SmbLines implements AutoCloseable {
    /** Requests of many threads share a line; more lines only help over fat, long ones. */
    private static final int LINES = 4;

    /** How often a request is tried: a server that restarts answers again after a moment. */
    private static final int TRIES = 3;

    private static final int RESUMES = 3;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final int CHUNK = 1024 * 1024;

    private static final Set<NtStatus> NOT_THERE =
            Set.of(
                    NtStatus.STATUS_OBJECT_NAME_NOT_FOUND,
                    NtStatus.STATUS_OBJECT_PATH_NOT_FOUND,
                    NtStatus.STATUS_NO_SUCH_FILE,
                    NtStatus.STATUS_DELETE_PENDING);

    /** What ends a session or a tree, but not for good. */
    private static final Set<NtStatus> LINE_LOST =
            Set.of(
                    NtStatus.STATUS_USER_SESSION_DELETED,
                    NtStatus.STATUS_NETWORK_NAME_DELETED,
                    NtStatus.STATUS_NETWORK_SESSION_EXPIRED,
                    NtStatus.STATUS_CONNECTION_DISCONNECTED,
                    NtStatus.STATUS_CONNECTION_RESET,
                    NtStatus.STATUS_FILE_CLOSED,
                    NtStatus.STATUS_INSUFFICIENT_RESOURCES);

    private final ShareAddress address;
    private final SmbConfig config;
    private final Line[] lines = new Line[LINES];
    private final AtomicInteger turn = new AtomicInteger();

    /** Something asked of the share. */
    @FunctionalInterface
    public interface Ask<T> {
        T of(DiskShare share) throws IOException;
    }

    /**
     * @param patience how long one request may take before its line is given up
     */
    public SmbLines(ShareAddress address, Duration patience) {
        this.address = address;
        this.config =
                SmbConfig.builder()
                        .withTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                        .withSocketFactory(new PromptSockets())
                        .withBufferSize(CHUNK)
                        .withEncryptData(address.encrypt())
                        .withDfsEnabled(false)
                        .build();
        for (int i = 0; i < LINES; i++) {
            lines[i] = new Line();
        }
    }

    /** A line to ask over again and again: a file that is open is open on one line. */
    Line next() {
        return lines[Math.floorMod(turn.getAndIncrement(), LINES)];
    }

    /** Asks once; a line that is found cut is given up. */
    public <T> T once(Ask<T> ask) throws IOException {
        return next().ask(ask);
    }

    /** Asks again, on another line, where a line was cut: for what may be done twice. */
    public <T> T patiently(Ask<T> ask) throws IOException {
        long pause = FIRST_PAUSE.toMillis();
        for (int attempt = 1; ; attempt++) {
            try {
                return once(ask);
            } catch (LineCut cut) {
                if (attempt == TRIES) {
                    throw cut;
                }
                pause(pause);
                pause *= 4;
            }
        }
    }

    /** Bytes of a file, read beside those who write; goes on where a cut line left it. */
    public InputStream read(String path, long offset, long length) throws IOException {
        return new Resumed(
                (from, most) -> patiently(share -> new SmbReading(open(share, path), from, most)),
                offset,
                length,
                RESUMES);
    }

    private static File open(DiskShare share, String path) {
        return share.openFile(
                path,
                EnumSet.of(AccessMask.GENERIC_READ),
                EnumSet.of(FileAttributes.FILE_ATTRIBUTE_NORMAL),
                // A reader must not keep the file from being written, replaced or deleted.
                SMB2ShareAccess.ALL,
                SMB2CreateDisposition.FILE_OPEN,
                null);
    }

    private static void pause(long millis) throws IOException {
        try {
            // nothing tells that a server is back
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** The request may or may not have been done. */
    public static final class LineCut extends IOException {
        private static final long serialVersionUID = 1;

        LineCut(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** One connection with its session, made when first needed. */
    final class Line {
        private final SMBClient client = new SMBClient(config);
        private final ReentrantLock connecting = new ReentrantLock();
        private @Nullable Connection connection;
        private @Nullable DiskShare share;

        <T> T ask(Ask<T> ask) throws IOException {
            DiskShare on = share();
            try {
                return ask.of(on);
            } catch (SMBApiException answered) {
                throw said(on, answered);
            } catch (SMBRuntimeException cut) {
                giveUp(on);
                throw new LineCut("the line to " + address + " was cut: " + cut.getMessage(), cut);
            } catch (TransportException cut) {
                giveUp(on);
                throw new LineCut("the line to " + address + " was cut: " + cut.getMessage(), cut);
            }
        }

        private IOException said(DiskShare on, SMBApiException answered) {
            if (NOT_THERE.contains(answered.getStatus())) {
                return new NoSuchFileException(answered.getMessage());
            }
            String text = address + " answered " + answered.getStatus();
            if (LINE_LOST.contains(answered.getStatus())) {
                giveUp(on);
                return new LineCut(text, answered);
            }
            return new IOException(text, answered);
        }

        private DiskShare share() throws IOException {
            connecting.lock();
            try {
                DiskShare known = share;
                if (known != null
                        && known.isConnected()
                        && connection != null
                        && connection.isConnected()) {
                    return known;
                }
                close();
                return connect();
            } finally {
                connecting.unlock();
            }
        }

        private DiskShare connect() throws IOException {
            try {
                Connection made = client.connect(address.host(), address.port());
                connection = made;
                Session session =
                        made.authenticate(
                                new AuthenticationContext(
                                        address.user(),
                                        address.password().toCharArray(),
                                        address.domain()));
                if (session.connectShare(address.share()) instanceof DiskShare disk) {
                    share = disk;
                    return disk;
                }
                throw new IOException(address.share() + " is not a share of files");
            } catch (SMBApiException refused) {
                close();
                throw new IOException(
                        address + " refuses: " + refused.getStatus() + " (name or password?)",
                        refused);
            } catch (SMBRuntimeException | IOException cut) {
                close();
                throw new LineCut(address + " does not answer: " + cut.getMessage(), cut);
            }
        }

        private void giveUp(DiskShare lost) {
            connecting.lock();
            try {
                if (share == lost) {
                    close();
                }
            } finally {
                connecting.unlock();
            }
        }

        /** Without a word to the server: it may be gone, and a word would wait for it. */
        void close() {
            Connection old = connection;
            connection = null;
            share = null;
            if (old != null) {
                try {
                    old.close(true);
                } catch (IOException | SMBRuntimeException gone) {
                    // it was being given up
                }
            }
        }
    }

    @Override
    public void close() {
        for (Line line : lines) {
            line.connecting.lock();
            try {
                line.close();
                line.client.close();
            } finally {
                line.connecting.unlock();
            }
        }
    }
}
