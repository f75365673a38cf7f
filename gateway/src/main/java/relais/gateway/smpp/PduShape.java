package relais.gateway.smpp;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jsmpp.SMPPConstant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a PDU's fields end where its length says (SMPP 3.4, chapter 4). Of the optional
 * parameters only those we use are left in, and only with their right length: jsmpp fails as a
 * whole on one wrong TLV, and the rest of such a message is still good. Of a bind's answer none is
 * left: jsmpp refuses interface versions it does not know, and we speak 3.4 anyway.
 */
final class PduShape {
    private static final int HEADER = 16;
    private static final int TLV_HEADER = 4;

    /** jsmpp reads a TLV's length as a signed number. */
    private static final int LONGEST_TLV = 0x7FFF;

    /** system_id, password and system_type of a bind (SMPP 3.4, 4.1.1). */
    private static final int LOGIN_STRINGS = 3;

    private final byte[] pdu;
    private int at = HEADER;

    private PduShape(byte[] pdu) {
        this.pdu = pdu;
    }

    /** The PDU to go on with (the same array where nothing is to be mended), or null. */
    static byte @Nullable [] check(int command, byte[] pdu) {
        PduShape shape = new PduShape(pdu);
        if (pdu.length == HEADER) {
            return shape.bare(command);
        }
        return switch (command) {
            case SMPPConstant.CID_DELIVER_SM, SMPPConstant.CID_SUBMIT_SM -> shape.message();
            case SMPPConstant.CID_SUBMIT_SM_RESP,
                    SMPPConstant.CID_DELIVER_SM_RESP,
                    SMPPConstant.CID_BIND_RECEIVER_RESP,
                    SMPPConstant.CID_BIND_TRANSMITTER_RESP,
                    SMPPConstant.CID_BIND_TRANSCEIVER_RESP ->
                    shape.answer();
            case SMPPConstant.CID_BIND_RECEIVER,
                    SMPPConstant.CID_BIND_TRANSMITTER,
                    SMPPConstant.CID_BIND_TRANSCEIVER ->
                    shape.bind();
            case SMPPConstant.CID_ENQUIRE_LINK,
                    SMPPConstant.CID_ENQUIRE_LINK_RESP,
                    SMPPConstant.CID_UNBIND,
                    SMPPConstant.CID_UNBIND_RESP,
                    SMPPConstant.CID_GENERIC_NACK ->
                    pdu;
            // Not part of what we speak: better unknown than half understood.
            default -> null;
        };
    }

    /** A header alone: as it should be, short of an empty string, or short of everything. */
    private byte @Nullable [] bare(int command) {
        return switch (command) {
            case SMPPConstant.CID_DELIVER_SM,
                    SMPPConstant.CID_SUBMIT_SM,
                    SMPPConstant.CID_BIND_RECEIVER,
                    SMPPConstant.CID_BIND_TRANSMITTER,
                    SMPPConstant.CID_BIND_TRANSCEIVER ->
                    null;
            case SMPPConstant.CID_DELIVER_SM_RESP -> answer();
            default -> pdu;
        };
    }

    /** submit_sm and deliver_sm have the same fields (SMPP 3.4, 4.4.1 and 4.6.1). */
    private byte @Nullable [] message() {
        boolean whole =
                string() // service_type
                        && skip(2)
                        && string() // source_addr
                        && skip(2)
                        && string() // destination_addr
                        && skip(3)
                        && string() // schedule_delivery_time
                        && string() // validity_period
                        && skip(4)
                        && at < pdu.length
                        && skip(1 + (pdu[at] & 0xFF)); // sm_length and short_message
        return whole ? withUsefulParameters() : null;
    }

    private byte @Nullable [] bind() {
        boolean login = true;
        for (int i = 0; i < LOGIN_STRINGS; i++) {
            login &= string();
        }
        boolean whole = login && skip(3) && string();
        return whole ? withUsefulParameters() : null;
    }

    /** One string and perhaps parameters. Some SMSCs forget the string's closing zero. */
    private byte[] answer() {
        if (!string()) {
            return resized(Arrays.copyOf(pdu, pdu.length + 1));
        }
        return withUsefulParameters();
    }

    private boolean string() {
        while (at < pdu.length) {
            if (pdu[at++] == 0) {
                return true;
            }
        }
        return false;
    }

    private boolean skip(int octets) {
        at += octets;
        return at <= pdu.length;
    }

    private byte[] withUsefulParameters() {
        if (at == pdu.length) {
            return pdu;
        }
        byte[] kept = Arrays.copyOf(pdu, pdu.length);
        int end = at;
        while (at + TLV_HEADER <= pdu.length) {
            int tag = unsignedShort(at);
            int length = unsignedShort(at + 2);
            int next = at + TLV_HEADER + length;
            if (next > pdu.length) {
                break;
            }
            if (useful(tag, length)) {
                System.arraycopy(pdu, at, kept, end, next - at);
                end += next - at;
            }
            at = next;
        }
        return end == pdu.length ? pdu : resized(Arrays.copyOf(kept, end));
    }

    private static boolean useful(int tag, int length) {
        return switch (tag) {
            case Tlv.RECEIPTED_MESSAGE_ID -> length > 0 && length <= 65;
            case Tlv.MESSAGE_STATE, Tlv.SAR_TOTAL, Tlv.SAR_NUMBER -> length == 1;
            case Tlv.SAR_REFERENCE -> length == 2;
            case Tlv.NETWORK_ERROR_CODE -> length == 3;
            case Tlv.MESSAGE_PAYLOAD -> length <= LONGEST_TLV;
            default -> false;
        };
    }

    private int unsignedShort(int offset) {
        return (pdu[offset] & 0xFF) << 8 | pdu[offset + 1] & 0xFF;
    }

    private static byte[] resized(byte[] pdu) {
        ByteBuffer.wrap(pdu).putInt(0, pdu.length);
        return pdu;
    }
}
