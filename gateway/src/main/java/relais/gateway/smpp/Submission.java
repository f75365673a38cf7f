package relais.gateway.smpp;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import org.jsmpp.bean.OptionalParameter;
import org.jspecify.annotations.Nullable;
import relais.gateway.channel.ChannelSettings;
import relais.gateway.channel.ChannelSettings.Addressing;
import relais.gateway.channel.ChannelSettings.Smpp;
import relais.gateway.channel.Part;
import relais.gateway.message.Outgoing;

/**
 * The fields of one submit_sm (SMPP 3.4, 4.4.1) that depend on the part.
 *
 * @param validity relative time format (SMPP 3.4, 7.1.1), or null for the provider's own
 */
record Submission(
        Address source,
        Address destination,
        int esmClass,
        int dataCoding,
        byte[] shortMessage,
        @Nullable String validity,
        OptionalParameter[] parameters) {
    private static final OptionalParameter[] NONE = {};
    private static final byte[] EMPTY = {};
    private static final int HAS_HEADER = 0x40;

    /** What short_message holds at most (SMPP 3.4, 5.2.21). */
    private static final int LONGEST_SHORT_MESSAGE = 254;

    /** Providers refuse to keep a message longer than some days. */
    private static final Duration LONGEST_VALIDITY = Duration.ofDays(2);

    private static final int ALPHANUMERIC = 5;

    record Address(int typeOfNumber, int numberingPlan, String digits) {}

    static Submission of(Part part, ChannelSettings settings, Smpp link, Instant now) {
        String from = part.message().from().isEmpty() ? settings.sender() : part.message().from();
        Address source = source(from, link.addressing());
        Address destination = destination(part.message().to(), link.addressing());
        String validity = validity(part.message().expiresAt(), now);
        int coding = part.dataCoding();
        byte[] body = part.body();
        Outgoing.Octets octets = part.message().octets();
        if (octets != null && !octets.header().isEmpty()) {
            byte[] all = HexFormat.of().parseHex(octets.header() + octets.body());
            return new Submission(source, destination, HAS_HEADER, coding, all, validity, NONE);
        }
        if (part.of() == 1) {
            boolean fits = body.length <= LONGEST_SHORT_MESSAGE;
            OptionalParameter[] payload =
                    fits ? NONE : new OptionalParameter[] {octets(Tlv.MESSAGE_PAYLOAD, body)};
            byte[] shortMessage = fits ? body : EMPTY;
            return new Submission(source, destination, 0, coding, shortMessage, validity, payload);
        }
        return joined(part, link, source, destination, validity);
    }

    /** One of several parts, marked as the provider wants it. */
    private static Submission joined(
            Part part, Smpp link, Address source, Address destination, @Nullable String validity) {
        int coding = part.dataCoding();
        byte[] body = part.body();
        // The same for every part and every try of one message, different for the next message.
        int reference = (int) (part.message().messageId() & 0xFFFF);
        int number = part.number();
        int of = part.of();
        return switch (link.coding().joining()) {
            case UDH8, PAYLOAD ->
                    new Submission(
                            source,
                            destination,
                            HAS_HEADER,
                            coding,
                            UserDataHeader.withByteReference(reference, number, of, body),
                            validity,
                            NONE);
            case UDH16 ->
                    new Submission(
                            source,
                            destination,
                            HAS_HEADER,
                            coding,
                            UserDataHeader.withShortReference(reference, number, of, body),
                            validity,
                            NONE);
            case SAR -> {
                OptionalParameter[] sar = {
                    octets(Tlv.SAR_REFERENCE, (byte) (reference >> 8), (byte) reference),
                    octets(Tlv.SAR_TOTAL, (byte) of),
                    octets(Tlv.SAR_NUMBER, (byte) number)
                };
                yield new Submission(source, destination, 0, coding, body, validity, sar);
            }
        };
    }

    private static OptionalParameter octets(int tag, byte... value) {
        return new OptionalParameter.OctetString((short) tag, value);
    }

    private static Address source(String from, Addressing addressing) {
        boolean name = from.chars().anyMatch(Character::isLetter);
        if (name) {
            return new Address(ALPHANUMERIC, 0, from);
        }
        return from.startsWith("+")
                ? new Address(1, 1, from.substring(1))
                : new Address(addressing.sourceTon(), addressing.sourceNpi(), from);
    }

    private static Address destination(String to, Addressing addressing) {
        String digits = to.startsWith("+") ? to.substring(1) : to;
        return new Address(addressing.destinationTon(), addressing.destinationNpi(), digits);
    }

    private static @Nullable String validity(@Nullable Instant expiresAt, Instant now) {
        if (expiresAt == null) {
            return null;
        }
        Duration left = Duration.between(now, expiresAt);
        if (left.compareTo(LONGEST_VALIDITY) > 0) {
            left = LONGEST_VALIDITY;
        }
        long seconds = Math.max(1, left.toSeconds());
        StringBuilder relative = new StringBuilder("0000");
        twoDigits(relative, seconds / 86_400);
        twoDigits(relative, seconds % 86_400 / 3_600);
        twoDigits(relative, seconds % 3_600 / 60);
        twoDigits(relative, seconds % 60);
        return relative.append("000R").toString();
    }

    private static void twoDigits(StringBuilder to, long number) {
        to.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}
