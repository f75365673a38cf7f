package relais.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random appends, reads, acknowledgements, kills, power cuts, failing forces and full disks against
 * a plain list of what must be there.
 */
class SimulationStory {

    /** Seconds in the build; more with -Drelais.seconds. */
    private static final Duration BUDGET = Duration.ofSeconds(Long.getLong("relais.seconds", 8));

    @TempDir Path folder;

    @Test
    void whateverHappensToTheDiskNothingStoredIsLostOrDamaged() throws Exception {
        long first = Long.getLong("relais.seed", System.nanoTime());
        Instant until = Instant.now().plus(BUDGET);
        int worlds = 0;
        for (long seed = first; Instant.now().isBefore(until); seed++, worlds++) {
            try {
                new World(folder.resolve("world-" + worlds), seed).live();
            } catch (AssertionError | RuntimeException | IOException failure) {
                fail("seed " + seed + " (rerun with -Drelais.seed=" + seed + ")", failure);
            }
        }
        System.out.println(worlds + " worlds from seed " + first);
        assertThat(worlds).isGreaterThan(3);
    }

    private static final class World {

        private final Random random;
        private final Path folder;
        private final SimulatedDisk disk;
        private final SpoolLimits limits;
        private final TreeMap<Long, byte[]> stored = new TreeMap<>();
        private final Map<Long, byte[]> everSeen = new HashMap<>();
        private final List<List<byte[]>> unsure = new ArrayList<>();
        private long acknowledged;
        private int serial;
        private Spool spool;

        World(Path folder, long seed) throws IOException {
            this.folder = folder;
            this.random = new Random(seed);
            this.disk = new SimulatedDisk(new Random(seed + 1));
            this.limits =
                    new SpoolLimits(
                            random.nextInt(4_000, 60_000), random.nextInt(200, 9_000), 2_000);
            this.spool = open();
        }

        private Spool open() throws IOException {
            return Spool.open(
                    folder, limits, InstantSource.system(), new Random(random.nextLong()), disk);
        }

        void live() throws IOException {
            for (int life = 0; life < 12; life++) {
                boolean dies = random.nextInt(3) > 0;
                disk.misbehave(
                        random.nextInt(4) == 0 ? 0.05 : 0, random.nextInt(4) == 0 ? 0.03 : 0);
                disk.dieAfter(dies ? random.nextInt(60) : Long.MAX_VALUE);
                for (int step = 0; step < 40 && !disk.isDead(); step++) {
                    act();
                }
                reopen();
            }
            spool.close();
        }

        private void act() {
            try {
                switch (random.nextInt(6)) {
                    case 0, 1, 2 -> append();
                    case 3 -> read();
                    case 4 -> acknowledge();
                    default -> state();
                }
            } catch (java.io.UncheckedIOException failure) {
                assertThat(disk.isDead()).isTrue();
            }
        }

        private void append() {
            int count = random.nextInt(3) == 0 ? random.nextInt(1, 12) : 1;
            List<byte[]> payloads = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                payloads.add(payload());
            }
            switch (spool.appendAll(payloads)) {
                case Appended.Stored(long last) -> remember(payloads, last);
                case Appended.Full full -> assertThat(full.reason()).isNotEmpty();
                case Appended.Broken broken -> unsure.add(payloads);
            }
        }

        private void remember(List<byte[]> payloads, long last) {
            for (int i = 0; i < payloads.size(); i++) {
                long position = last - payloads.size() + 1 + i;
                assertThat(everSeen.putIfAbsent(position, payloads.get(i)))
                        .as("position %d given out twice", position)
                        .isNull();
                stored.put(position, payloads.get(i));
            }
        }

        private byte[] payload() {
            byte[] payload = new byte[random.nextInt(8) == 0 ? 1_500 : random.nextInt(4, 60)];
            random.nextBytes(payload);
            ByteBuffer.wrap(payload).putInt(0, ++serial);
            return payload;
        }

        private void read() {
            long after = stored.isEmpty() ? 0 : random.nextLong(Math.max(1, stored.lastKey() + 2));
            int most = random.nextInt(1, 20);
            var expected = stored.tailMap(Math.max(after, acknowledged), false);
            List<Entry> got = spool.read(after, most, 3_000);
            assertSame(got, expected.entrySet().stream().limit(got.size()).toList());
            assertThat(got.isEmpty()).isEqualTo(expected.isEmpty());
            boolean stopped = got.size() < Math.min(most, expected.size());
            if (stopped) {
                int bytes = got.stream().mapToInt(entry -> entry.payload().length).sum();
                byte[] next = expected.values().stream().skip(got.size()).findFirst().orElseThrow();
                assertThat(bytes + next.length).isGreaterThan(3_000);
            }
        }

        private static void assertSame(List<Entry> got, List<Map.Entry<Long, byte[]>> expected) {
            assertThat(got.stream().map(Entry::position).toList())
                    .isEqualTo(expected.stream().map(Map.Entry::getKey).toList());
            for (int i = 0; i < got.size(); i++) {
                assertThat(got.get(i).payload()).isEqualTo(expected.get(i).getValue());
            }
        }

        private void acknowledge() {
            long upTo = acknowledged + random.nextInt(0, 12);
            long last = stored.isEmpty() ? 0 : stored.lastKey();
            spool.acknowledge(upTo);
            acknowledged = Math.max(acknowledged, Math.min(upTo, last));
            assertThat(spool.acknowledged()).isEqualTo(acknowledged);
        }

        private void state() {
            SpoolState state = spool.state();
            var waiting = stored.tailMap(acknowledged, false);
            assertThat(state.entries()).isEqualTo(waiting.size());
            assertThat(state.damaged()).isZero();
            assertThat(state.bytes()).isLessThanOrEqualTo(limits.maxBytes());
            if (disk.isDead()) {
                return;
            }
            assertThat(state.oldestAppend() == null).isEqualTo(waiting.isEmpty());
            if (!waiting.isEmpty()) {
                assertThat(state.firstPosition()).isEqualTo(waiting.firstKey());
                assertThat(state.lastPosition()).isEqualTo(waiting.lastKey());
            }
        }

        private void reopen() throws IOException {
            try {
                spool.close();
            } finally {
                boolean power = random.nextInt(3) > 0;
                disk.misbehave(0, 0);
                if (power) {
                    disk.cutPower(folder);
                } else {
                    disk.revive();
                }
            }
            spool = open();
            check();
        }

        /** Everything stored is there; of the unsure, each group is there whole or not at all. */
        private void check() {
            long back = spool.acknowledged();
            assertThat(back).isLessThanOrEqualTo(acknowledged);
            TreeMap<Long, byte[]> found = new TreeMap<>();
            for (List<Entry> some; !(some = spool.read(back, 7, 1 << 20)).isEmpty(); ) {
                for (Entry entry : some) {
                    assertThat(found.put(entry.position(), entry.payload())).isNull();
                    back = entry.position();
                }
            }
            stored.tailMap(acknowledged, false)
                    .forEach(
                            (position, payload) ->
                                    assertThat(found.get(position))
                                            .as("stored position %d", position)
                                            .isEqualTo(payload));
            for (List<byte[]> group : unsure) {
                List<Long> at = group.stream().map(payload -> positionOf(found, payload)).toList();
                if (at.getFirst() >= 0) {
                    assertThat(at.getLast() - at.getFirst()).isEqualTo(group.size() - 1);
                    remember(group, at.getLast());
                } else {
                    assertThat(at).containsOnly(-1L);
                }
            }
            unsure.clear();
            found.forEach(
                    (position, payload) ->
                            assertThat(everSeen.get(position))
                                    .as("found at %d what was never stored there", position)
                                    .isEqualTo(payload));
            acknowledged = spool.acknowledged();
            assertThat(spool.state().damaged()).isZero();
        }

        private static long positionOf(TreeMap<Long, byte[]> found, byte[] payload) {
            return found.entrySet().stream()
                    .filter(entry -> Arrays.equals(entry.getValue(), payload))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElse(-1L);
        }
    }
}
