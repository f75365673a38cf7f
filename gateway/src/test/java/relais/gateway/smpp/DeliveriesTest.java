package relais.gateway.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static relais.gateway.smpp.PduShapeTest.deliver;
import static relais.gateway.smpp.PduShapeTest.tlv;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jsmpp.util.DefaultDecomposer;
import org.junit.jupiter.api.Test;
import relais.gateway.channel.Arrival;
import relais.gateway.channel.ChannelSettings.Alphabet;
import relais.gateway.channel.ChannelSettings.Coding;
import relais.gateway.channel.ChannelSettings.Joining;
import relais.gateway.channel.ChannelSettings.ReceiptIds;
import relais.gateway.message.Report;

class DeliveriesTest {
    private static final Instant AT = Instant.parse("2026-11-22T08:00:00Z");

    private static Arrival read(Coding coding, byte[] pdu) throws Exception {
        return new Deliveries("mtn", coding).read(new DefaultDecomposer().deliverSm(pdu), AT, AT);
    }

    @Test
    void anInternationalNumberGetsItsPlus() throws Exception {
        var message = (Arrival.Message) read(Coding.USUAL, deliver(0, "Yego".getBytes()));
        assertThat(message.from()).isEqualTo("+25779000001");
        assertThat(message.to()).isEqualTo("8500");
        assertThat(message.text()).isEqualTo("Yego");
    }

    @Test
    void theDefaultAlphabetIsWhatTheProviderSaysItIs() throws Exception {
        byte[] pdu = deliver(0, "été".getBytes(StandardCharsets.ISO_8859_1));
        Coding latin = new Coding(Alphabet.LATIN1, Joining.UDH8, ReceiptIds.AS_WRITTEN);
        assertThat(((Arrival.Message) read(latin, pdu)).text()).isEqualTo("été");
        byte[] gsm = deliver(0, new byte[] {5, 't', 5});
        assertThat(((Arrival.Message) read(Coding.USUAL, gsm)).text()).isEqualTo("été");
    }

    @Test
    void aLongTextInThePayloadIsOneMessage() throws Exception {
        byte[] pdu = deliver(0, new byte[0], tlv(Tlv.MESSAGE_PAYLOAD, 'Y', 'e', 'g', 'o'));
        assertThat(((Arrival.Message) read(Coding.USUAL, pdu)).text()).isEqualTo("Yego");
    }

    @Test
    void partsByHeaderAndByParameterAreParts() throws Exception {
        var byHeader =
                (Arrival.Fragment)
                        read(Coding.USUAL, deliver(0x40, new byte[] {5, 0, 3, 9, 2, 1, 'Y'}));
        assertThat(byHeader.number()).isEqualTo(1);
        assertThat(byHeader.body()).containsExactly('Y');
        var bySar =
                (Arrival.Fragment)
                        read(
                                Coding.USUAL,
                                deliver(
                                        0,
                                        new byte[] {'Y'},
                                        tlv(Tlv.SAR_REFERENCE, 0, 9),
                                        tlv(Tlv.SAR_TOTAL, 2),
                                        tlv(Tlv.SAR_NUMBER, 2)));
        assertThat(bySar.of()).isEqualTo(2);
        assertThat(bySar.reference()).isNotEqualTo(byHeader.reference());
    }

    @Test
    void aReportMayComeAsParametersAlone() throws Exception {
        var receipt =
                (Arrival.Receipt)
                        read(
                                Coding.USUAL,
                                deliver(
                                        0x04,
                                        new byte[0],
                                        tlv(Tlv.RECEIPTED_MESSAGE_ID, '0', 'A', '1', 0),
                                        tlv(Tlv.MESSAGE_STATE, 5),
                                        tlv(Tlv.NETWORK_ERROR_CODE, 3, 0, 17)));
        assertThat(receipt.report())
                .isEqualTo(new Report.Receipt("mtn", "a1", Report.State.FAILED, "3:17", AT));
    }

    @Test
    void nobodyForgesAReportByWritingOne() throws Exception {
        byte[] text = "id:7 sub:001 dlvrd:001 stat:DELIVRD err:000".getBytes();
        assertThat(read(Coding.USUAL, deliver(0, text))).isInstanceOf(Arrival.Message.class);
        assertThat(read(Coding.USUAL, deliver(4, text))).isInstanceOf(Arrival.Receipt.class);
        assertThat(read(Coding.USUAL, deliver(4, "hello".getBytes()))).isNull();
    }
}
