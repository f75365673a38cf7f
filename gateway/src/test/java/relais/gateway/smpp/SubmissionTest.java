package relais.gateway.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import relais.gateway.channel.ChannelSettings;
import relais.gateway.channel.ChannelSettings.Coding;
import relais.gateway.channel.ChannelSettings.Smpp;
import relais.gateway.channel.Part;
import relais.gateway.message.Lane;
import relais.gateway.message.Outgoing;
import relais.gateway.testing.Lines;

/** What stands in the submit_sm of a message for a device. */
class SubmissionTest {
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

    private static Submission submission(Outgoing.Octets octets) {
        Outgoing message =
                new Outgoing(7, "mtn", "", "+25779000001", "", Lane.REPLY, null, octets, false);
        Smpp link = Lines.link(9, false, Coding.USUAL);
        ChannelSettings settings = Lines.smpp(link, 1, 1);
        List<Part> parts = Segments.of(message, link.coding());
        assertThat(parts).hasSize(1);
        return Submission.of(parts.getFirst(), settings, link, NOW);
    }

    @Test
    void octetsGoAsTheyAreBehindTheirHeader() {
        Submission with = submission(new Outgoing.Octets("0605040b8423f0", "00ff6180"));
        assertThat(with.esmClass()).as("has a user data header").isEqualTo(0x40);
        assertThat(with.dataCoding()).isEqualTo(4);
        assertThat(HexFormat.of().formatHex(with.shortMessage()))
                .isEqualTo("0605040b8423f000ff6180");
        Submission without = submission(new Outgoing.Octets("", "00ff6180"));
        assertThat(without.esmClass()).isZero();
        assertThat(without.dataCoding()).isEqualTo(4);
        assertThat(HexFormat.of().formatHex(without.shortMessage())).isEqualTo("00ff6180");
    }
}
