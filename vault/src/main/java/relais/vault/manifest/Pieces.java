package relais.vault.manifest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import relais.platform.json.Json;
import relais.vault.blob.BlobId;
import relais.vault.blob.Blobs;

/**
 * Takes the lines of a manifest and cuts them where the next manifest of the same subject will be
 * cut too: a piece that is the same as before is kept already. Short ones need no pieces.
 */
final class Pieces {
    /** Bytes; what is longer is cut wherever it is. */
    private static final int MOST = 96 << 10;

    /** Bytes; less is not worth a piece. */
    private static final int LEAST = 16 << 10;

    /** In one list; so many lines of 65 bytes fit into a piece, and so many into a head. */
    private static final int LISTED = 1_000;

    private final Blobs blobs;
    private final ByteArrayOutputStream open = new ByteArrayOutputStream();
    private final List<String> made = new ArrayList<>();
    private final Set<BlobId> all = new LinkedHashSet<>();
    private String cut = "";
    private long bytes;

    Pieces(Blobs blobs) {
        this.blobs = blobs;
    }

    /**
     * @param place lines of another place may be in another piece
     */
    void line(String place, String line) throws IOException {
        if (!place.equals(cut) && open.size() >= LEAST) {
            close();
        }
        cut = place;
        byte[] text = (line + "\n").getBytes(StandardCharsets.UTF_8);
        bytes += text.length;
        for (int from = 0; from < text.length; ) {
            int length = Math.min(text.length - from, MOST - open.size());
            open.write(text, from, length);
            from += length;
            if (open.size() >= MOST) {
                close();
            }
        }
    }

    private void close() throws IOException {
        made.add(keep(open.toByteArray()));
        open.reset();
    }

    private String keep(byte[] piece) throws IOException {
        BlobId id = blobs.keepPiece(piece);
        all.add(id);
        return id.hex();
    }

    /**
     * A manifest that was kept.
     *
     * @param bytes of its lines
     */
    record Made(BlobId head, Set<BlobId> pieces, long bytes) {}

    /** Keeps what remains, and the head, which is to be filled with what was cut. */
    Made finish(Head head) throws IOException {
        byte[] inline = new byte[0];
        if (made.isEmpty()) {
            inline = open.toByteArray();
        } else if (open.size() > 0) {
            close();
        }
        List<String> listed = made;
        int depth = 0;
        for (; listed.size() > LISTED; depth++) {
            listed = lists(listed);
        }
        Head whole =
                new Head(
                        head.format(),
                        head.kind(),
                        head.id(),
                        head.turn(),
                        head.at(),
                        head.database(),
                        head.gone(),
                        depth,
                        listed);
        ByteArrayOutputStream manifest = new ByteArrayOutputStream();
        manifest.write(Json.bytes(whole));
        manifest.write('\n');
        manifest.write(inline);
        return new Made(blobs.keepManifest(manifest.toByteArray()), all, bytes);
    }

    private List<String> lists(List<String> pieces) throws IOException {
        List<String> lists = new ArrayList<>();
        for (int from = 0; from < pieces.size(); from += LISTED) {
            List<String> some = pieces.subList(from, Math.min(from + LISTED, pieces.size()));
            String lines = String.join("\n", some) + "\n";
            lists.add(keep(lines.getBytes(StandardCharsets.US_ASCII)));
        }
        return lists;
    }
}
