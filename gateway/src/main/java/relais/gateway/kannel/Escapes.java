package relais.gateway.kannel;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Expands Kannel's escape codes in a dlr-url (Kannel User Guide 1.4.5, "Parameters (Escape
 * Codes)"). In a report %p is the person's number and %P ours, as Kannel turns them round. Codes of
 * things we do not have become empty; an unknown code stays as written.
 */
final class Escapes {
    private static final DateTimeFormatter KANNEL_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private Escapes() {}

    /**
     * What a report says.
     *
     * @param status the bit of the dlr-mask
     * @param reply the provider's answer in Kannel's form, e.g. "ACK/"
     * @param person the number the message went to
     * @param sender what it was sent from
     * @param channel stands for the smsc-id
     * @param user the account that asked
     */
    record Values(
            int status,
            String reply,
            String foreignId,
            String messageId,
            String person,
            String sender,
            String channel,
            String user,
            String account,
            Instant at) {}

    static String expand(String template, Values values) {
        StringBuilder out = new StringBuilder(template.length() + 64);
        for (int i = 0; i < template.length(); i++) {
            char c = template.charAt(i);
            if (c != '%' || i + 1 == template.length()) {
                out.append(c);
            } else {
                i++;
                out.append(expanded(template.charAt(i), values));
            }
        }
        return out.toString();
    }

    private static String expanded(char code, Values values) {
        return switch (code) {
            case 'd' -> Integer.toString(values.status());
            case 'A' -> encoded(values.reply());
            case 'F' -> encoded(values.foreignId());
            case 'I' -> encoded(values.messageId());
            case 'p' -> encoded(values.person());
            case 'P' -> encoded(values.sender());
            case 'q' -> encoded(international(values.person()));
            case 'Q' -> encoded(international(values.sender()));
            case 'i', 'f' -> encoded(values.channel());
            case 'n' -> encoded(values.user());
            case 'o' -> encoded(values.account());
            case 't' -> encoded(KANNEL_TIME.format(values.at()));
            case 'T' -> Long.toString(values.at().getEpochSecond());
            case 'C' -> "UTF-8";
            case 'c' -> "0";
            case 'm', 'M', 'O', 'v', 'V' -> "-1";
            case 'k', 's', 'S', 'r', 'a', 'b', 'e', 'u', 'B', 'D', 'R', 'N', 'x' -> "";
            case '%' -> "%";
            default -> "%" + code;
        };
    }

    /** As %q: a leading 00 becomes +. */
    private static String international(String number) {
        return number.startsWith("00") ? "+" + number.substring(2) : number;
    }

    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
