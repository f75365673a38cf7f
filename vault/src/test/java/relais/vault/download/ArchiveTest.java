package relais.vault.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.vault.document.Elsewhere;
import relais.vault.scan.Gate;

class ArchiveTest {
    @TempDir Path folder;

    /** An old share: some of its files are cut while they are read, some are there no more. */
    private static final class Share implements Elsewhere {
        @Override
        public List<Waiting> in(Handle handle, long dossierId) {
            return List.of();
        }

        @Override
        public Lent open(Waiting file) throws IOException {
            byte[] all = content(file.name());
            InputStream in = new ByteArrayInputStream(all);
            return switch (file.name()) {
                case "away.txt" -> throw new IOException("the share is away");
                case "forgotten.txt" -> throw new NoSuchElementException("no such reference");
                case "grows.txt" -> new Lent(1, Instant.EPOCH, in);
                case "cut.txt" ->
                        new Lent(all.length, Instant.EPOCH, new SequenceInputStream(in, broken()));
                default -> new Lent(all.length, Instant.EPOCH, in);
            };
        }

        @Override
        public void fetch(Waiting file) {}

        private static InputStream broken() {
            return new InputStream() {
                @Override
                public int read() throws IOException {
                    throw new IOException("the connection was reset");
                }
            };
        }
    }

    private static byte[] content(String name) {
        return name.repeat(20_000).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void whatAnOldShareGivesInPartIsLeftOutAndNamedAndTheRestIsWhole() throws Exception {
        List<Elsewhere.Waiting> waiting =
                Stream.of("a.txt", "away.txt", "cut.txt", "forgotten.txt", "b.pdf")
                        .map(name -> new Elsewhere.Waiting(1, name, 1, Instant.EPOCH))
                        .toList();
        Path room = folder.resolve("room");
        Map<String, byte[]> there = packed(new Archive(null, room, Gate.OPEN), waiting);
        assertThat(there).containsOnlyKeys("a.txt", "b.pdf", "OLD-SHARE-LEFT-OUT.txt");
        assertThat(there.get("a.txt")).isEqualTo(content("a.txt"));
        assertThat(there.get("b.pdf")).isEqualTo(content("b.pdf"));
        assertThat(there.get("OLD-SHARE-LEFT-OUT.txt"))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("away.txt\ncut.txt\nforgotten.txt\n");
        try (Stream<Path> left = Files.list(room)) {
            assertThat(left).as("nothing stays open on the disk").isEmpty();
        }
    }

    @Test
    void whatWouldFillTheDiskIsLeftOutAndNamed() throws Exception {
        List<Elsewhere.Waiting> waiting =
                Stream.of("film of a day.mp4", "a.txt", "grows.txt")
                        .map(name -> new Elsewhere.Waiting(1, name, 1, Instant.EPOCH))
                        .toList();
        long free = 8L * content("a.txt").length;
        Map<String, byte[]> there =
                packed(new Archive(null, folder.resolve("room"), Gate.OPEN, () -> free), waiting);
        assertThat(there).containsOnlyKeys("a.txt", "OLD-SHARE-LEFT-OUT.txt");
        assertThat(there.get("OLD-SHARE-LEFT-OUT.txt"))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("film of a day.mp4\ngrows.txt\n");
    }

    private static Map<String, byte[]> packed(Archive archive, List<Elsewhere.Waiting> waiting)
            throws IOException {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        archive.write(Collections.emptyIterator(), waiting, new Share(), sent);
        Map<String, byte[]> there = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(sent.toByteArray()))) {
            for (ZipEntry entry; (entry = in.getNextEntry()) != null; ) {
                there.put(entry.getName(), in.readAllBytes());
            }
        }
        return there;
    }
}
