package relais.gateway.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.util.DefaultComposer;
import org.jsmpp.util.DefaultDecomposer;
import org.junit.jupiter.api.Test;
import relais.gateway.channel.ChannelSettings.Coding;

class PduShapeTest {
    private static final int DELIVER = SMPPConstant.CID_DELIVER_SM;
    private static final Instant AT = Instant.parse("2026-11-22T08:00:00Z");

    static byte[] deliver(int esmClass, byte[] text, OptionalParameter... parameters) {
        try {
            return new DefaultComposer()
                    .deliverSm(
                            7,
                            null,
                            (byte) 1,
                            (byte) 1,
                            "25779000001",
                            (byte) 0,
                            (byte) 1,
                            "8500",
                            (byte) esmClass,
                            (byte) 0,
                            (byte) 0,
                            (byte) 0,
                            (byte) 0,
                            text,
                            parameters);
        } catch (PDUStringException e) {
            throw new AssertionError(e);
        }
    }

    static OptionalParameter tlv(int tag, int... octets) {
        byte[] value = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            value[i] = (byte) octets[i];
        }
        return new OptionalParameter.OctetString((short) tag, value);
    }

    @Test
    void aGoodPduPassesUntouched() {
        byte[] pdu = deliver(0, new byte[] {65}, tlv(Tlv.MESSAGE_STATE, 2));
        assertThat(PduShape.check(DELIVER, pdu)).isSameAs(pdu);
    }

    @Test
    void unknownAndMisshapenParametersAreLeftOutAndTheRestStays() throws Exception {
        byte[] pdu =
                deliver(
                        0,
                        new byte[] {65},
                        tlv(0x1400, 1, 2, 3),
                        tlv(Tlv.SAR_REFERENCE, 1),
                        tlv(Tlv.MESSAGE_STATE, 2));
        byte[] checked = PduShape.check(DELIVER, pdu);
        DeliverSm read = new DefaultDecomposer().deliverSm(checked);
        assertThat(read.getOptionalParameters()).hasSize(1);
        assertThat(read.getShortMessage()).containsExactly(65);
        assertThat(ByteBuffer.wrap(checked).getInt()).isEqualTo(checked.length);
    }

    @Test
    void aTruncatedParameterCostsOnlyItself() throws Exception {
        byte[] whole = deliver(0, new byte[] {65}, tlv(Tlv.MESSAGE_STATE, 2));
        byte[] cut = Arrays.copyOf(whole, whole.length - 1);
        DeliverSm read = new DefaultDecomposer().deliverSm(PduShape.check(DELIVER, cut));
        assertThat(read.getShortMessage()).containsExactly(65);
    }

    @Test
    void everyTruncationOfTheMandatoryFieldsIsRefused() {
        byte[] pdu = deliver(0, "Yego".getBytes());
        for (int length = 16; length < pdu.length; length++) {
            assertThat(PduShape.check(DELIVER, Arrays.copyOf(pdu, length))).isNull();
        }
    }

    @Test
    void anIdWithoutItsClosingZeroIsMended() throws Exception {
        byte[] answer = new byte[16 + 3];
        System.arraycopy("abc".getBytes(), 0, answer, 16, 3);
        byte[] checked = PduShape.check(SMPPConstant.CID_SUBMIT_SM_RESP, answer);
        assertThat(new DefaultDecomposer().submitSmResp(withLength(checked)).getMessageId())
                .isEqualTo("abc");
    }

    @Test
    void whatPassesNeverStopsTheDecoder() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] good =
                deliver(
                        0x40,
                        new byte[] {5, 0, 3, 1, 2, 1, 65},
                        tlv(Tlv.SAR_REFERENCE, 1, 2),
                        tlv(Tlv.RECEIPTED_MESSAGE_ID, 65, 0),
                        tlv(Tlv.MESSAGE_PAYLOAD, 66));
        for (int i = 0; i < 50_000; i++) {
            byte[] pdu = Arrays.copyOf(good, 16 + random.nextInt(good.length));
            for (int j = random.nextInt(4); j > 0 && pdu.length > 16; j--) {
                pdu[16 + random.nextInt(pdu.length - 16)] = (byte) random.nextInt();
            }
            try {
                decode(pdu);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + HexFormat.of().formatHex(pdu), e);
            }
        }
    }

    @FuzzTest
    void fuzz(byte[] octets) {
        byte[] pdu = new byte[16 + octets.length];
        System.arraycopy(octets, 0, pdu, 16, octets.length);
        decode(pdu);
    }

    private static void decode(byte[] pdu) {
        byte[] checked = PduShape.check(DELIVER, pdu);
        if (checked == null) {
            return;
        }
        try {
            DeliverSm read = new DefaultDecomposer().deliverSm(withLength(checked));
            new Deliveries("mtn", Coding.USUAL).read(read, AT, AT);
        } catch (PDUStringException e) {
            // A field longer than the specification allows: jsmpp answers generic_nack.
        }
    }

    private static byte[] withLength(byte[] pdu) {
        ByteBuffer.wrap(pdu).putInt(pdu.length);
        return pdu;
    }
}
