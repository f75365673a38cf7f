package relais.vault.store;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** A file under another name until it is whole and forced. */
final class FileDraft implements BlobStore.Draft {
    /** Bytes; after so many the disk begins, so that little is left to wait for at the end. */
    private static final long STRIDE = 32L << 20;

    private final Path file;
    private final Path half;
    private final FileChannel out;
    private @Nullable FutureTask<Void> early;
    private long since;

    FileDraft(Path file, Path half) throws IOException {
        this.file = file;
        this.half = half;
        this.out = FileChannel.open(half, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        since += bytes.remaining();
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
        if (since >= STRIDE && (early == null || early.isDone())) {
            awaitEarly();
            since = 0;
            early = new FutureTask<>(this::forceEarly);
            Thread.ofPlatform().daemon().name("vault-force").start(early);
        }
    }

    private @Nullable Void forceEarly() throws IOException {
        out.force(false);
        return null;
    }

    /** The system tells of a failure once: what the early force was told must not be lost. */
    private void awaitEarly() throws IOException {
        if (early == null) {
            return;
        }
        try {
            early.get();
        } catch (ExecutionException e) {
            throw new IOException("not forced: " + file, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while forcing " + file);
        }
    }

    @Override
    public void commit() throws IOException {
        awaitEarly();
        out.force(true);
        out.close();
        Path folder = requireNonNull(file.getParent());
        make(folder);
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
        force(folder);
    }

    private static void make(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Path above = requireNonNull(folder.getParent());
            make(above);
            Files.createDirectories(folder);
            force(above);
        }
    }

    private static void force(Path folder) throws IOException {
        try (FileChannel names = FileChannel.open(folder)) {
            names.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            out.close();
        } finally {
            Files.deleteIfExists(half);
        }
    }
}
