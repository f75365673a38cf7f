package relais.agent.ship;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import relais.agent.CentreFake;
import relais.agent.batch.Batch;
import relais.agent.batch.Batch.Lane;
import relais.agent.batch.Batch.Numbered;
import relais.agent.batch.Sheet;
import relais.agent.batch.SheetCodec;
import relais.agent.reading.Reading;
import relais.agent.reading.SeriesName;
import relais.agent.reading.Value;

/** What every way to the centre keeps to. */
abstract class TransportContract {

    abstract Transport transport() throws Exception;

    /** The centre behind it. */
    abstract CentreFake centre();

    @Test
    void whatIsAcknowledgedIsAtTheCentreOnceHoweverOftenItIsSent() throws Exception {
        try (Transport transport = transport()) {
            assertThat(transport.send(batch(1, 2))).isInstanceOf(Outcome.Acknowledged.class);
            assertThat(transport.send(batch(2, 3))).isInstanceOf(Outcome.Acknowledged.class);
            assertThat(centre().kept()).hasSize(3);
            assertThat(centre().duplicates).isEqualTo(1);
        }
    }

    @Test
    void aCentreThatLacksMetadataSaysSo() throws Exception {
        try (Transport transport = transport()) {
            assertThat(transport.send(batch(1))).isEqualTo(new Outcome.Acknowledged(true));
        }
    }

    @Test
    void refusalsSayWhatTheyAreAbout() throws Exception {
        try (Transport transport = transport()) {
            centre().refusedSequences.add(2L);
            assertThat(transport.send(batch(1, 2)))
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            r -> {
                                assertThat(r.because()).isEqualTo(Outcome.Because.CONTENT);
                                assertThat(r.reason()).contains("too many series");
                            });
            centre().stranger = true;
            assertThat(transport.send(batch(1)))
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            r -> assertThat(r.because()).isEqualTo(Outcome.Because.SENDER));
        }
    }

    @Test
    void aCentreThatIsAwayIsNoException() throws Exception {
        try (Transport transport = transport()) {
            centre().away = true;
            assertThat(transport.send(batch(1))).isInstanceOf(Outcome.Away.class);
            centre().away = false;
            assertThat(transport.send(batch(1))).isInstanceOf(Outcome.Acknowledged.class);
        }
    }

    static Batch batch(long... sequences) {
        Instant at = Instant.parse("2026-03-01T12:00:00Z");
        List<Numbered> sheets =
                java.util.stream.LongStream.of(sequences)
                        .mapToObj(
                                n ->
                                        new Numbered(
                                                n,
                                                SheetCodec.encode(
                                                        new Sheet(
                                                                at,
                                                                List.of(),
                                                                List.of(reading(at, n))))))
                        .toList();
        return new Batch(42, Lane.LIVE, 1, sheets);
    }

    private static Reading reading(Instant at, long n) {
        return new Reading(at, new SeriesName("host/x", "y"), Value.of(n));
    }
}
