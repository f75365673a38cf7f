package relais.gateway.smpp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;
import org.jspecify.annotations.Nullable;
import relais.gateway.channel.Arrival;
import relais.gateway.channel.ChannelSettings.Coding;
import relais.gateway.message.Report;
import relais.gateway.text.TextDecoder;

/** deliver_sm → what arrived: a message, a part of one, or a delivery report. Computes only. */
final class Deliveries {
    /**
     * esm_class, message type: delivery receipt and intermediate notification (SMPP 3.4, 5.2.12).
     */
    private static final int MESSAGE_TYPE = 0x3C;

    private static final int RECEIPT = 0x04;
    private static final int INTERMEDIATE = 0x20;
    private static final int HAS_HEADER = 0x40;
    private static final int INTERNATIONAL = 1;

    private final String channel;
    private final Coding coding;
    private final ProviderIds ids;

    Deliveries(String channel, Coding coding) {
        this.channel = channel;
        this.coding = coding;
        this.ids = new ProviderIds(coding.receiptIds());
    }

    /** Null for a report that names no message: there is nothing it could be told of. */
    @Nullable Arrival read(DeliverSm pdu, Instant at, Instant upSince) {
        Parameters parameters = Parameters.of(pdu);
        int type = pdu.getEsmClass() & MESSAGE_TYPE;
        // The flag or the TLV makes it a report, never its text alone: anybody can write that.
        if (type == RECEIPT || type == INTERMEDIATE || parameters.receiptedId != null) {
            return receipt(pdu, parameters, type, at);
        }
        byte[] data = pdu.getShortMessage();
        if (data.length == 0 && parameters.payload != null) {
            data = parameters.payload;
        }
        UserDataHeader.Segment segment = parameters.segment();
        if ((pdu.getEsmClass() & HAS_HEADER) != 0) {
            UserDataHeader header = UserDataHeader.read(data);
            data = header.body();
            segment = header.segment() == null ? segment : header.segment();
        }
        String from = number(pdu.getSourceAddrTon(), pdu.getSourceAddr());
        String to = pdu.getDestAddress() == null ? "" : pdu.getDestAddress();
        int dataCoding = dataCoding(pdu.getDataCoding());
        if (segment == null) {
            String text = TextDecoder.decode(dataCoding, data);
            return new Arrival.Message(channel, null, from, to, text, at, upSince);
        }
        return new Arrival.Fragment(
                channel,
                from,
                to,
                segment.reference(),
                segment.number(),
                segment.of(),
                dataCoding,
                data,
                at,
                upSince);
    }

    private @Nullable Arrival receipt(DeliverSm pdu, Parameters parameters, int type, Instant at) {
        byte[] data = pdu.getShortMessage().length > 0 ? pdu.getShortMessage() : parameters.payload;
        ReceiptText text =
                data == null
                        ? null
                        : ReceiptText.read(
                                TextDecoder.decode(dataCoding(pdu.getDataCoding()), data));
        String id =
                parameters.receiptedId != null
                        ? ids.answered(parameters.receiptedId)
                        : text == null ? null : ids.receipted(text.id());
        if (id == null) {
            return null;
        }
        Report.State state = parameters.state();
        if (state == null) {
            state = ReceiptText.state(text == null ? null : text.status());
        }
        if (state == Report.State.UNKNOWN && type == INTERMEDIATE) {
            state = Report.State.BUFFERED;
        }
        String code =
                text != null && text.error() != null ? text.error() : parameters.networkError();
        return new Arrival.Receipt(new Report.Receipt(channel, id, state, code, at));
    }

    private int dataCoding(byte written) {
        int value = written & 0xFF;
        if (value != 0) {
            return value;
        }
        return switch (coding.defaultAlphabet()) {
            case GSM7 -> 0;
            case ASCII -> 1;
            case LATIN1 -> 3;
        };
    }

    /** An international number gets the plus that the protocol leaves to the type of number. */
    private static String number(byte typeOfNumber, @Nullable String address) {
        if (address == null) {
            return "";
        }
        boolean bare = typeOfNumber == INTERNATIONAL && !address.startsWith("+");
        return bare ? "+" + address : address;
    }

    /** The parameters of one PDU that matter here, whatever Java type jsmpp gave them. */
    private static final class Parameters {
        private static final Parameters EMPTY = new Parameters();
        private @Nullable String receiptedId;
        private byte @Nullable [] payload;
        private byte @Nullable [] networkError;
        private int state;
        private int reference = -1;
        private int number;
        private int of;

        static Parameters of(DeliverSm pdu) {
            OptionalParameter[] written = pdu.getOptionalParameters();
            if (written == null || written.length == 0) {
                return EMPTY;
            }
            Parameters found = new Parameters();
            for (OptionalParameter parameter : written) {
                byte[] tlv = parameter.serialize();
                found.take(parameter.tag & 0xFFFF, ByteBuffer.wrap(tlv, 4, tlv.length - 4));
            }
            return found;
        }

        private void take(int tag, ByteBuffer value) {
            switch (tag) {
                case Tlv.RECEIPTED_MESSAGE_ID -> receiptedId = text(value);
                case Tlv.MESSAGE_STATE -> state = value.get();
                case Tlv.NETWORK_ERROR_CODE -> networkError = bytes(value);
                case Tlv.MESSAGE_PAYLOAD -> payload = bytes(value);
                case Tlv.SAR_REFERENCE -> reference = value.getShort() & 0xFFFF;
                case Tlv.SAR_TOTAL -> of = value.get() & 0xFF;
                case Tlv.SAR_NUMBER -> number = value.get() & 0xFF;
                default -> {
                    // Not of interest; the reader has dropped nearly all of these before.
                }
            }
        }

        /** References of TLVs and of headers never mix within one message. */
        UserDataHeader.@Nullable Segment segment() {
            return reference < 0
                    ? null
                    : UserDataHeader.Segment.of(1 << 17 | reference, number, of);
        }

        /** SMPP 3.4, 5.2.28. */
        Report.@Nullable State state() {
            return switch (state) {
                case 1 -> Report.State.BUFFERED;
                case 2 -> Report.State.DELIVERED;
                case 3 -> Report.State.EXPIRED;
                case 4, 5 -> Report.State.FAILED;
                case 6 -> Report.State.ACCEPTED;
                case 8 -> Report.State.REJECTED;
                default -> null;
            };
        }

        /** Network type and code (SMPP 3.4, 5.3.2.31) as "3:17"; empty where there is none. */
        String networkError() {
            if (networkError == null) {
                return "";
            }
            ByteBuffer fields = ByteBuffer.wrap(networkError);
            return fields.get() + ":" + (fields.getShort() & 0xFFFF);
        }

        private static byte[] bytes(ByteBuffer value) {
            byte[] copy = new byte[value.remaining()];
            value.get(copy);
            return copy;
        }

        private static @Nullable String text(ByteBuffer value) {
            String all = new String(bytes(value), StandardCharsets.ISO_8859_1);
            int end = all.indexOf('\0');
            String id = end < 0 ? all : all.substring(0, end);
            return id.isBlank() ? null : id;
        }
    }
}
