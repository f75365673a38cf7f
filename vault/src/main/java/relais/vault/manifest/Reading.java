package relais.vault.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import relais.platform.json.Json;
import relais.vault.blob.BlobId;
import relais.vault.blob.Blobs;

/** Reads manifests. */
final class Reading {
    private final Blobs blobs;

    Reading(Blobs blobs) {
        this.blobs = blobs;
    }

    /** A head, and what stands behind it. */
    private record Open(Head head, byte[] inline) {}

    private Open open(BlobId id) throws IOException {
        byte[] bytes;
        try (InputStream in = blobs.open(id)) {
            bytes = in.readAllBytes();
        }
        int end = 0;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        Head head = Json.read(new String(bytes, 0, end, StandardCharsets.UTF_8), Head.class);
        if (head.format() != Head.FORMAT) {
            throw new IOException("a manifest of format " + head.format());
        }
        int from = Math.min(end + 1, bytes.length);
        return new Open(head, java.util.Arrays.copyOfRange(bytes, from, bytes.length));
    }

    Head head(BlobId id) throws IOException {
        return open(id).head();
    }

    /** Who takes lines. */
    @FunctionalInterface
    interface To {
        void line(String table, ObjectNode row) throws IOException;
    }

    /** All lines of a manifest, in their order. */
    void lines(BlobId id, To to) throws IOException {
        Open open = open(id);
        List<String> pieces = open.head().pieces();
        for (int depth = open.head().depth(); depth > 0; depth--) {
            List<String> named = new ArrayList<>();
            for (String list : pieces) {
                named.addAll(text(list).lines().toList());
            }
            pieces = named;
        }
        InputStream all =
                pieces.isEmpty()
                        ? new ByteArrayInputStream(open.inline())
                        : new OneByOne(new ArrayDeque<>(pieces));
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(all, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                JsonNode pair = Json.mapper().readTree(line);
                to.line(pair.path(0).asText(), (ObjectNode) pair.path(1));
            }
        }
    }

    private String text(String piece) throws IOException {
        try (InputStream in = blobs.open(new BlobId(piece))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Pieces as one stream, each opened when it is its turn. */
    private final class OneByOne extends InputStream {
        private final Deque<String> left;
        private @Nullable InputStream open;

        OneByOne(Deque<String> pieces) {
            this.left = pieces;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int from, int length) throws IOException {
            while (true) {
                InputStream current = open;
                if (current == null) {
                    if (left.isEmpty()) {
                        return -1;
                    }
                    open = blobs.open(new BlobId(left.remove()));
                    continue;
                }
                int read = current.read(to, from, length);
                if (read >= 0) {
                    return read;
                }
                current.close();
                open = null;
            }
        }

        @Override
        public void close() throws IOException {
            if (open != null) {
                open.close();
            }
        }
    }
}
