package relais.vault.store;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file under another name until it is whole and forced. */
final class FileDraft implements BlobStore.Draft {
    private final Path file;
    private final Path half;
    private final FileChannel out;

    FileDraft(Path file, Path half) throws IOException {
        this.file = file;
        this.half = half;
        this.out = FileChannel.open(half, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    @Override
    public void commit() throws IOException {
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
