package relais.gateway.simulator;

import java.util.Arrays;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.SubmitSm;

/** The text octets of a submit_sm, wherever it carries them. */
final class Payload {
    private static final int MESSAGE_PAYLOAD = 0x0424;
    private static final int TLV_HEADER = 4;

    private Payload() {}

    static byte[] of(SubmitSm pdu) {
        byte[] message = pdu.getShortMessage();
        if (message.length > 0 || pdu.getOptionalParameters() == null) {
            return message;
        }
        for (OptionalParameter parameter : pdu.getOptionalParameters()) {
            if ((parameter.tag & 0xFFFF) == MESSAGE_PAYLOAD) {
                byte[] tlv = parameter.serialize();
                return Arrays.copyOfRange(tlv, TLV_HEADER, tlv.length);
            }
        }
        return message;
    }
}
