package relais.gateway.smpp;

import java.math.BigInteger;
import java.util.Locale;
import relais.gateway.channel.ChannelSettings.ReceiptIds;

/**
 * One spelling for a provider's message id, whether it came in a submit_sm_resp or in a receipt:
 * lower case, no leading zeros, and decimal where the provider uses both number systems.
 */
record ProviderIds(ReceiptIds habit) {
    private static final int HEXADECIMAL = 16;

    /** Longer than any 64-bit number: not a number but a name, left as it is. */
    private static final int LONGEST_NUMBER = 20;

    String answered(String id) {
        return habit == ReceiptIds.HEX_THEN_DECIMAL ? decimal(id) : plain(id);
    }

    /** As written in the text of a receipt. */
    String receipted(String id) {
        return habit == ReceiptIds.DECIMAL_THEN_HEX ? decimal(id) : plain(id);
    }

    private static String decimal(String id) {
        String trimmed = id.strip();
        boolean number = !trimmed.isEmpty() && trimmed.length() <= LONGEST_NUMBER;
        for (int i = 0; number && i < trimmed.length(); i++) {
            number =
                    Character.digit(trimmed.charAt(i), HEXADECIMAL) >= 0 && trimmed.charAt(i) < 128;
        }
        return number ? new BigInteger(trimmed, HEXADECIMAL).toString() : plain(trimmed);
    }

    private static String plain(String id) {
        String lower = id.strip().toLowerCase(Locale.ROOT);
        int zeros = 0;
        while (zeros < lower.length() - 1 && lower.charAt(zeros) == '0') {
            zeros++;
        }
        return lower.substring(zeros);
    }
}
