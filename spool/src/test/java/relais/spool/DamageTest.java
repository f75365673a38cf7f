package relais.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small log of several segments, hurt at every place in every way; see docs/formats/spool.md. */
class DamageTest {

    private static final SpoolLimits LIMITS = new SpoolLimits(1 << 20, 300, 1 << 12);
    private static final long LAST = 11;

    @TempDir Path folder;

    private final TreeMap<String, byte[]> files = new TreeMap<>();
    private int cases;
    private final List<At> records = new ArrayList<>();
    private final Map<Long, byte[]> payloads = new HashMap<>();

    /** Where an entry lies. */
    private record At(long position, String file, int start, int end) {
        boolean touches(String name, int from, int to) {
            return file.equals(name) && start < to && from < end;
        }
    }

    @BeforeEach
    void aLogOfSeveralSegments() throws IOException {
        try (Spool spool = open()) {
            for (long position = 1; position <= LAST; position++) {
                payloads.put(position, new byte[(int) position * 3 % 17]);
                Arrays.fill(payloads.get(position), (byte) position);
            }
            spool.append(payloads.get(1L));
            spool.appendAll(List.of(payloads.get(2L), payloads.get(3L), payloads.get(4L)));
            for (long position = 5; position <= 8; position++) {
                spool.append(payloads.get(position));
            }
            spool.appendAll(List.of(payloads.get(9L), payloads.get(10L)));
            assertThat(spool.append(payloads.get(LAST))).isEqualTo(new Appended.Stored(LAST));
        }
        try (var list = Files.list(folder)) {
            for (Path file : list.sorted().toList()) {
                files.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        segments().forEach(this::locate);
        assertThat(records.stream().map(At::position))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, LAST).boxed().toList());
        assertThat(segments()).hasSizeGreaterThanOrEqualTo(3);
    }

    private Spool open() throws IOException {
        return Spool.open(
                folder,
                LIMITS,
                InstantSource.system(),
                new Random(7),
                new SimulatedDisk(new Random(8)));
    }

    private List<String> segments() {
        return files.keySet().stream().filter(name -> name.endsWith(".log")).toList();
    }

    private void locate(String name) {
        ByteBuffer bytes = ByteBuffer.wrap(files.get(name));
        for (int at = SegmentFile.HEADER; at < bytes.limit(); ) {
            int end = at + Framing.HEADER + bytes.getInt(at + 24);
            if (bytes.getInt(at + 36) > 0) {
                records.add(new At(bytes.getLong(at + 8), name, at, end));
            }
            at = end;
        }
    }

    private void lay(String name, byte[] bytes) throws IOException {
        try (var list = Files.list(folder)) {
            for (Path file : list.toList()) {
                Files.delete(file);
            }
        }
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
        if (bytes == null) {
            Files.delete(folder.resolve(name));
        } else {
            Files.write(folder.resolve(name), bytes);
        }
    }

    /** Opens, expects all but the lost, appends, and expects the same once more after reopening. */
    private void expectAllBut(Set<Long> lost, String what) throws IOException {
        long next;
        try (Spool spool = open()) {
            expect(spool, lost, 0, what);
            assertThat(spool.state().damaged()).as(what).isEqualTo(lost.size());
            next = ((Appended.Stored) spool.append(new byte[] {42})).position();
            assertThat(next).as(what).isGreaterThan(LAST);
        }
        // Opening is most of the work; a fifth of the cases shows what a second opening does.
        if (++cases % 5 == 0) {
            try (Spool spool = open()) {
                expect(spool, lost, next, what);
            }
        }
    }

    private void expect(Spool spool, Set<Long> lost, long more, String what) {
        List<Long> whole =
                new ArrayList<>(payloads.keySet().stream().filter(p -> !lost.contains(p)).toList());
        if (more > 0) {
            whole.add(more);
        }
        List<Entry> got = spool.read(0, 100, 1 << 20);
        assertThat(got.stream().map(Entry::position)).as(what).containsExactlyElementsOf(whole);
        for (Entry entry : got) {
            byte[] payload = payloads.getOrDefault(entry.position(), new byte[] {42});
            assertThat(entry.payload()).as(what).isEqualTo(payload);
        }
        assertThat(spool.state().entries()).as(what).isEqualTo(whole.size());
    }

    private Set<Long> touched(String name, int from, int to) {
        Set<Long> touched = new HashSet<>();
        records.stream()
                .filter(at -> at.touches(name, from, to))
                .forEach(at -> touched.add(at.position()));
        return touched;
    }

    @Test
    void aFlippedByteCostsAtMostTheRecordItIsIn() throws IOException {
        for (String name : segments()) {
            for (int at = 0; at < files.get(name).length; at++) {
                byte[] bytes = files.get(name).clone();
                bytes[at] ^= (byte) (at % 2 == 0 ? 0xFF : 1 << at % 8);
                lay(name, bytes);
                expectAllBut(touched(name, at, at + 1), "flip " + at + " in " + name);
            }
        }
    }

    @Test
    void aZeroedStretchCostsTheRecordsItCovers() throws IOException {
        for (String name : segments()) {
            for (int at = 0; at < files.get(name).length; at += 7) {
                byte[] bytes = files.get(name).clone();
                int end = Math.min(bytes.length, at + 70);
                Arrays.fill(bytes, at, end, (byte) 0);
                lay(name, bytes);
                expectAllBut(touched(name, at, end), "zeros at " + at + " in " + name);
            }
        }
    }

    @Test
    void aTruncatedSegmentCostsWhatWasBehindTheCut() throws IOException {
        for (String name : segments()) {
            for (int at = 0; at < files.get(name).length; at++) {
                lay(name, Arrays.copyOf(files.get(name), at));
                expectAllBut(touched(name, at, Integer.MAX_VALUE), "cut at " + at + " of " + name);
            }
        }
    }

    @Test
    void bytesInsertedBetweenOthersCostAtMostTheRecordTheySplit() throws IOException {
        for (String name : segments()) {
            for (int at = SegmentFile.HEADER; at < files.get(name).length; at += 3) {
                byte[] old = files.get(name);
                byte[] bytes = new byte[old.length + 5];
                Arrays.fill(bytes, (byte) 0xEE);
                System.arraycopy(old, 0, bytes, 0, at);
                System.arraycopy(old, at, bytes, at + 5, old.length - at);
                lay(name, bytes);
                int split = at;
                Set<Long> lost = new HashSet<>();
                records.stream()
                        .filter(r -> r.file.equals(name) && r.start < split && split < r.end)
                        .forEach(r -> lost.add(r.position()));
                expectAllBut(lost, "5 bytes more at " + at + " in " + name);
            }
        }
    }

    @Test
    void aSegmentThatIsGoneCostsItsEntriesAndIsReported() throws IOException {
        for (String name : segments()) {
            lay(name, null);
            expectAllBut(touched(name, 0, Integer.MAX_VALUE), "without " + name);
        }
    }

    @Test
    void aDamagedBookmarkCostsNothing() throws IOException {
        int[] places = {0, 3, 8, 15, 16, 23, 24, 27, 4096, 4104, 4119, 4123};
        for (int at : places) {
            byte[] bytes = files.get("acknowledged").clone();
            bytes[at] ^= 0x55;
            lay("acknowledged", bytes);
            expectAllBut(Set.of(), "bookmark hurt at " + at);
        }
        lay("acknowledged", null);
        expectAllBut(Set.of(), "no bookmark");
        lay("acknowledged", new byte[10]);
        expectAllBut(Set.of(), "bookmark too short");
    }

    /** Killed before the mark, so that nothing proves that the last batch was whole. */
    @Test
    void aTornGroupIsNeverVisibleInPart() throws IOException {
        At first = records.get(8);
        At second = records.get(9);
        String name = second.file;
        assertThat(first.file).isEqualTo(name);
        files.keySet().removeIf(file -> file.compareTo(name) > 0);
        byte[] whole = Arrays.copyOf(files.get(name), second.end);
        for (int at = first.start; at < second.end; at++) {
            lay(name, Arrays.copyOf(whole, at));
            expectFirst(8, 8, "torn at " + at);
            byte[] flipped = whole.clone();
            flipped[at] ^= 1;
            lay(name, flipped);
            expectFirst(8, 10, "flipped at " + at);
        }
        lay(name, whole);
        expectFirst(10, 10, "whole");
    }

    /** The next position lies beyond all that the bytes give evidence of. */
    private void expectFirst(long last, long evident, String what) throws IOException {
        for (int again = 0; again < 2; again++) {
            try (Spool spool = open()) {
                List<Entry> got = spool.read(0, (int) last, 1 << 20);
                assertThat(got).as(what).hasSize((int) last);
                got.forEach(
                        entry ->
                                assertThat(entry.payload())
                                        .isEqualTo(payloads.get(entry.position())));
                assertThat(spool.read(last, 10, 1 << 20)).as(what).hasSize(again);
                assertThat(spool.append(new byte[1]))
                        .as(what)
                        .isInstanceOfSatisfying(
                                Appended.Stored.class,
                                stored -> assertThat(stored.position()).isGreaterThan(evident));
            }
        }
    }

    /** A later batch in the same segment, or the bookmark, proves that the group was whole once. */
    @Test
    void aDurableGroupWithADamagedMemberKeepsTheOthers() throws IOException {
        aLogOfOneSegment(2);
        String name = segments().getFirst();
        At hurt = records.get(1);
        for (int at = hurt.start; at < hurt.end; at++) {
            byte[] killed = Arrays.copyOf(files.get(name), records.get(4).end);
            killed[at] ^= 4;
            expectDamage(name, killed, false, List.of(1L, 3L, 4L, 5L), 1);
            byte[] closed = files.get(name).clone();
            closed[at] ^= 4;
            expectDamage(name, closed, true, List.of(1L, 3L, 4L, 5L), 1);
            byte[] cut = Arrays.copyOf(files.get(name), at);
            expectDamage(name, cut, true, List.of(1L), 4);
        }
    }

    /** One group of three, then singles. */
    private void aLogOfOneSegment(int singles) throws IOException {
        try (var list = Files.list(folder)) {
            for (Path file : list.toList()) {
                Files.delete(file);
            }
        }
        files.clear();
        records.clear();
        try (Spool spool = Spool.open(folder, new SpoolLimits(1 << 20, 1 << 16, 1 << 12))) {
            spool.appendAll(List.of(payloads.get(1L), payloads.get(2L), payloads.get(3L)));
            for (int i = 0; i < singles; i++) {
                spool.append(payloads.get(4L + i));
            }
        }
        try (var list = Files.list(folder)) {
            for (Path file : list.toList()) {
                files.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        segments().forEach(this::locate);
    }

    private void expectDamage(
            String name, byte[] bytes, boolean bookmarked, List<Long> left, int damaged)
            throws IOException {
        lay(name, bytes);
        if (!bookmarked) {
            Files.delete(folder.resolve("acknowledged"));
        }
        try (Spool spool = open()) {
            assertThat(spool.read(0, 10, 1 << 20).stream().map(Entry::position))
                    .containsExactlyElementsOf(left);
            assertThat(spool.state().damaged()).isEqualTo(damaged);
        }
    }

    /** What a stranger sends may look like a record; without the salt it never passes for one. */
    @Test
    void aPayloadThatImitatesRecordsIsNotTakenForThem() throws IOException {
        byte[] imitation = files.get(segments().getFirst());
        byte[] log;
        Path segment;
        SpoolLimits roomy = new SpoolLimits(1 << 20, 1 << 16, 1 << 12);
        try (Spool spool = Spool.open(folder, roomy)) {
            spool.acknowledge(LAST);
            spool.append(imitation);
            spool.append(new byte[] {1});
        }
        try (var list = Files.list(folder)) {
            segment = list.filter(f -> f.toString().endsWith(".log")).sorted().toList().getLast();
            log = Files.readAllBytes(segment);
        }
        log[SegmentFile.HEADER + 8] ^= 1;
        Files.write(segment, log);
        try (Spool spool = open()) {
            assertThat(spool.read(LAST, 10, 1 << 20).stream().map(Entry::position))
                    .containsExactly(LAST + 2);
        }
    }
}
