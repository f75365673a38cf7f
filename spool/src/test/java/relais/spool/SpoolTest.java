package relais.spool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {

    static final SpoolLimits LIMITS = new SpoolLimits(1 << 20, 1 << 14, 1 << 12);

    @TempDir Path folder;

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    static List<String> texts(List<Entry> entries) {
        return entries.stream().map(entry -> new String(entry.payload(), UTF_8)).toList();
    }

    @Test
    void whatWasAppendedIsReadInOrderAndSurvivesReopening() throws IOException {
        try (Spool spool = Spool.open(folder, LIMITS)) {
            assertThat(spool.append(bytes("one"))).isEqualTo(new Appended.Stored(1));
            assertThat(spool.appendAll(List.of(bytes("two"), bytes("three"))))
                    .isEqualTo(new Appended.Stored(3));
            assertThat(texts(spool.read(0, 10, 1000))).containsExactly("one", "two", "three");
            assertThat(texts(spool.read(1, 1, 1000))).containsExactly("two");
        }
        try (Spool spool = Spool.open(folder, LIMITS)) {
            assertThat(texts(spool.read(0, 10, 1000))).containsExactly("one", "two", "three");
            assertThat(spool.append(bytes("four"))).isEqualTo(new Appended.Stored(4));
            assertThat(texts(spool.read(2, 10, 1000))).containsExactly("three", "four");
        }
    }

    @Test
    void acknowledgedEntriesGoAndTheirPositionsNeverComeBack() throws IOException {
        try (Spool spool = Spool.open(folder, LIMITS)) {
            for (int i = 0; i < 100; i++) {
                spool.append(new byte[1000]);
            }
            spool.acknowledge(100);
            assertThat(spool.read(0, 10, 1000)).isEmpty();
            assertThat(spool.state().entries()).isZero();
        }
        try (Spool spool = Spool.open(folder, LIMITS)) {
            assertThat(spool.acknowledged()).isEqualTo(100);
            assertThat(spool.append(bytes("next"))).isEqualTo(new Appended.Stored(101));
            assertThat(spool.state().bytes()).isLessThan(20_000);
        }
    }

    @Test
    void anOldCopyGoesOnBehindWhatTheNewerOneHadGivenOut() throws IOException {
        try (Spool spool = Spool.open(folder, LIMITS)) {
            spool.append(bytes("old"));
        }
        try (Spool spool = Spool.open(folder, LIMITS, 500)) {
            assertThat(spool.append(bytes("new"))).isEqualTo(new Appended.Stored(501));
        }
        try (Spool spool = Spool.open(folder, LIMITS, 400)) {
            assertThat(spool.append(bytes("newer"))).isEqualTo(new Appended.Stored(502));
            assertThat(texts(spool.read(0, 10, 1000))).containsExactly("old", "new", "newer");
            assertThat(spool.read(1, 10, 1000).getFirst().position()).isEqualTo(501);
            assertThat(spool.state().damaged()).isZero();
        }
    }

    @Test
    void atItsBoundItRefusesAndAcceptsAgainWhenTheBacklogWasAcknowledged() throws IOException {
        SpoolLimits tight = new SpoolLimits(5000, 5000, 1000);
        try (Spool spool = Spool.open(folder, tight)) {
            long last = 0;
            Appended answer;
            while ((answer = spool.append(new byte[900])) instanceof Appended.Stored stored) {
                last = stored.position();
            }
            assertThat(last).isEqualTo(5);
            assertThat(answer).isInstanceOf(Appended.Full.class);
            spool.acknowledge(last);
            assertThat(spool.append(new byte[900])).isEqualTo(new Appended.Stored(6));
        }
    }

    @Test
    void oneSpoolAtATimeHoldsTheFolder() throws IOException {
        try (Spool spool = Spool.open(folder, LIMITS)) {
            assertThatThrownBy(() -> Spool.open(folder, LIMITS))
                    .hasMessageContaining("already open");
            assertThat(spool.append(bytes("still mine"))).isInstanceOf(Appended.Stored.class);
        }
        Spool.open(folder, LIMITS).close();
    }

    @Test
    void aThousandWritersShareFewForces() throws Exception {
        int writers = 1000;
        List<Thread> threads = new ArrayList<>();
        try (Spool spool = Spool.open(folder, LIMITS)) {
            for (int i = 0; i < writers; i++) {
                byte[] payload = bytes("writer " + i);
                threads.add(Thread.ofVirtual().start(() -> spool.append(payload)));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            List<Entry> all = spool.read(0, 2 * writers, 1 << 20);
            assertThat(all).hasSize(writers);
            assertThat(all.stream().map(Entry::position))
                    .containsExactlyElementsOf(
                            Stream.iterate(1L, n -> n + 1).limit(writers).toList());
            assertThat(texts(all)).doesNotHaveDuplicates();
        }
    }

    @Test
    void asynchronousAppendsAreAnsweredAndWaitersWoken() throws Exception {
        try (Spool spool = Spool.open(folder, LIMITS)) {
            CountDownLatch durable = new CountDownLatch(10);
            assertThat(spool.awaitBeyond(0, Duration.ofMillis(1))).isFalse();
            for (int i = 0; i < 10; i++) {
                spool.append(bytes("x"), answer -> durable.countDown());
            }
            assertThat(spool.awaitBeyond(9, Duration.ofSeconds(5))).isTrue();
            assertThat(durable.await(5, TimeUnit.SECONDS)).isTrue();
        }
    }
}
