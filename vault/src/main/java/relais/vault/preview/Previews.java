package relais.vault.preview;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import relais.vault.blob.BlobId;
import relais.vault.blob.Blobs;
import relais.vault.limited.OfficePages;
import relais.vault.limited.Workshop;

/** Draws pages of contents in limited processes; those just drawn are kept for a while. */
public final class Previews {
    /** Widths that are drawn: few, so that what is kept is asked for again. */
    private static final List<Integer> WIDTHS = List.of(160, 320, 640, 1280);

    private static final long MOST_SOURCE_BYTES = 200_000_000;
    private static final int MOST_KEPT_BYTES = 24 * 1024 * 1024;

    private final Blobs blobs;
    private final Workshop workshop;
    private final Path room;
    private final Map<Key, byte[]> kept = new LinkedHashMap<>(16, 0.75f, true);
    private int keptBytes;
    private final OfficePages office;
    private final Map<BlobId, Optional<byte[]>> pdfs = new LinkedHashMap<>(16, 0.75f, true);
    private long pdfBytes;

    /** One at a time, and not in the way of pages that are drawn at once. */
    private final ReentrantLock converting = new ReentrantLock(true);

    /** One page is drawn at a time, so one content at a time lies open for it. */
    private final ReentrantLock drawing = new ReentrantLock(true);

    /**
     * @param room a folder of this machine for contents that are open
     */
    public Previews(Blobs blobs, Workshop workshop, OfficePages office, Path room) {
        this.blobs = blobs;
        this.workshop = workshop;
        this.room = room;
        this.office = office;
    }

    private record Key(BlobId hash, int page, int width) {}

    /** Whether contents of this type can be drawn at all. */
    private boolean drawable(String mediaType) {
        return mediaType.equals("application/pdf")
                || List.of("image/png", "image/jpeg", "image/gif", "image/bmp").contains(mediaType)
                || office.draws(mediaType);
    }

    /** A page as PNG; empty where it cannot be drawn. */
    public Optional<byte[]> png(BlobId hash, long size, String mediaType, int page, int wanted)
            throws IOException {
        if (!drawable(mediaType) || size > MOST_SOURCE_BYTES || size == 0) {
            return Optional.empty();
        }
        int width = WIDTHS.stream().filter(w -> w >= wanted).findFirst().orElse(1280);
        Key key = new Key(hash, page, width);
        Optional<byte[]> known = known(key);
        if (known.isPresent()) {
            return known;
        }
        Optional<byte[]> pdf = Optional.empty();
        if (office.draws(mediaType)) {
            pdf = pdf(hash, size, mediaType);
            if (pdf.isEmpty()) {
                return pdf;
            }
        }
        drawing.lock();
        try {
            known = known(key); // drawn meanwhile for somebody else
            return known.isPresent() ? known : drawn(key, size, mediaType, pdf);
        } finally {
            drawing.unlock();
        }
    }

    private Optional<byte[]> drawn(Key key, long size, String mediaType, Optional<byte[]> pdf)
            throws IOException {
        Path file = opened(key.hash(), size, pdf);
        try {
            String type = pdf.isPresent() ? "application/pdf" : mediaType;
            return switch (workshop.draw(file, type, key.page(), key.width())) {
                case Workshop.Result.Failed failed -> Optional.empty();
                case Workshop.Result.Done done -> {
                    keep(key, done.body());
                    yield Optional.of(done.body());
                }
            };
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private Path opened(BlobId hash, long size, Optional<byte[]> instead) throws IOException {
        Files.createDirectories(room);
        Path file = Files.createTempFile(room, "draw", "");
        try (OutputStream out = Files.newOutputStream(file)) {
            if (instead.isPresent()) {
                out.write(instead.get());
            } else {
                blobs.copy(hash, 0, size, out);
            }
            return file;
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /** Never left open on the disk: those just looked at are kept in memory, failures too. */
    private Optional<byte[]> pdf(BlobId hash, long size, String mediaType) throws IOException {
        converting.lock();
        try {
            Optional<byte[]> kept = pdfs.get(hash);
            if (kept != null) {
                return kept;
            }
            Path file = opened(hash, size, Optional.empty());
            try {
                Optional<byte[]> pdf = office.pdf(file, mediaType, room);
                keepPdf(hash, pdf);
                return pdf;
            } finally {
                Files.deleteIfExists(file);
            }
        } finally {
            converting.unlock();
        }
    }

    private void keepPdf(BlobId hash, Optional<byte[]> pdf) {
        pdfs.put(hash, pdf);
        pdfBytes += weight(pdf);
        Iterator<Optional<byte[]>> oldest = pdfs.values().iterator();
        while (pdfBytes > MOST_KEPT_BYTES && oldest.hasNext()) {
            pdfBytes -= weight(oldest.next());
            oldest.remove();
        }
    }

    /** What failed weighs something too: nobody keeps any number of them. */
    private static long weight(Optional<byte[]> pdf) {
        return 10_000 + pdf.map(bytes -> bytes.length).orElse(0);
    }

    private synchronized Optional<byte[]> known(Key key) {
        return Optional.ofNullable(kept.get(key));
    }

    private synchronized void keep(Key key, byte[] png) {
        if (kept.put(key, png) == null) {
            keptBytes += png.length;
        }
        Iterator<byte[]> oldest = kept.values().iterator();
        while (keptBytes > MOST_KEPT_BYTES && oldest.hasNext()) {
            keptBytes -= oldest.next().length;
            oldest.remove();
        }
    }
}
