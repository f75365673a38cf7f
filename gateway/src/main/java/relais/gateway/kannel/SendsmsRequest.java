package relais.gateway.kannel;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import relais.gateway.message.Outgoing;

/**
 * What a program asked of sendsms, checked as Kannel's smsbox checks it and answered in its words.
 * Reading it is pure; who asks is not looked at here.
 *
 * @param to distinct numbers, at least one
 * @param from empty for the channel's own
 * @param octets a binary message instead of the text, or null
 * @param smsc the channel asked for, or empty
 * @param validity how long it may still be sent, or null
 * @param urgent true for one person's message of usual priority: it goes before mass sending
 */
record SendsmsRequest(
        List<String> to,
        String from,
        String text,
        Outgoing.@Nullable Octets octets,
        String smsc,
        @Nullable Duration validity,
        boolean urgent,
        String account,
        Report report) {

    /** Where and about what the program wants to hear: the bits of dlr-mask. */
    record Report(int mask, String url) {
        static final Report NONE = new Report(0, "");

        boolean wanted() {
            return mask > 0 && !url.isEmpty();
        }
    }

    sealed interface Read {
        record Asked(SendsmsRequest request) implements Read {}

        /** Refused, in Kannel's words. */
        record Wrong(int status, String text) implements Read {}
    }

    /** One transaction holds them all; a program with more sends several requests. */
    static final int MOST_RECEIVERS = 1_000;

    /** 66 parts; written as JSON it fits the queue whatever its characters. */
    static final int LONGEST_TEXT = 10_000;

    private static final int LONGEST_SENDER = 20;
    private static final int LONGEST_ACCOUNT = 64;
    private static final int LONGEST_URL = 2_000;

    /** Kannel's default sendsms-chars. */
    private static final String NUMBER_CHARACTERS = "[0-9 +-]+";

    /** Stands for "not given"; Kannel's own mark. */
    private static final int UNDEFINED = -1;

    static Read read(Call call) {
        if (!call.post()) {
            return read(Source.ofParameters(Parameters.parse(call.query())));
        }
        return switch (call.mediaType()) {
            case "text/plain", "application/octet-stream" -> read(Source.ofHeaders(call));
            case "application/x-www-form-urlencoded" ->
                    read(Source.ofParameters(Parameters.parse(ascii(call.body()))));
            default -> new Read.Wrong(415, "Unsupported content-type, rejected");
        };
    }

    static String ascii(byte[] body) {
        return new String(body, StandardCharsets.ISO_8859_1);
    }

    /** Where the values stand: in CGI variables, or in X-Kannel headers with the text as body. */
    record Source(
            Function<String, @Nullable String> value,
            byte @Nullable [] text,
            byte @Nullable [] header,
            @Nullable String charset) {
        static Source ofParameters(Parameters parameters) {
            return new Source(
                    parameters::text,
                    parameters.bytes("text"),
                    parameters.bytes("udh"),
                    parameters.text("charset"));
        }

        static Source ofHeaders(Call call) {
            return new Source(
                    name -> call.header("X-Kannel-" + name),
                    call.body(),
                    hex(call.header("X-Kannel-UDH")),
                    call.charset());
        }

        /** Misformed where it is not hexadecimal: a length that fits nothing. */
        private static byte @Nullable [] hex(@Nullable String digits) {
            try {
                return digits == null ? null : HexFormat.of().parseHex(digits);
            } catch (IllegalArgumentException e) {
                return new byte[] {-1};
            }
        }

        boolean binary() {
            return number("coding") == KannelText.OCTETS;
        }

        byte[] udh() {
            return header == null ? new byte[0] : header;
        }

        String text(String name) {
            String given = value.apply(name);
            return given == null ? "" : given;
        }

        int number(String name) {
            String given = value.apply(name);
            return given == null ? UNDEFINED : KannelNumber.read(given, UNDEFINED);
        }
    }

    private static Read read(Source source) {
        String to = source.value().apply("to");
        if (to == null) {
            return wrong("Missing receiver number, rejected");
        }
        if (to.isEmpty()) {
            return wrong("Empty receiver number not allowed, rejected");
        }
        Set<String> receivers = receivers(to);
        if (receivers.isEmpty()) {
            return wrong("Number(s) has/have been denied by white- and/or black-lists.");
        }
        if (receivers.size() > MOST_RECEIVERS) {
            return wrong("More than " + MOST_RECEIVERS + " receivers, rejected");
        }
        String misformed = misformed(source);
        return misformed.isEmpty() ? asked(source, new ArrayList<>(receivers)) : wrong(misformed);
    }

    /** Distinct numbers of allowed characters; Kannel drops the others silently, and so do we. */
    private static Set<String> receivers(String to) {
        Set<String> receivers = new LinkedHashSet<>();
        for (String number : to.strip().split("\\s+")) {
            String digits = number.replace("-", "");
            if (number.matches(NUMBER_CHARACTERS) && digits.matches("\\+?[0-9]{1,20}")) {
                receivers.add(digits);
            }
        }
        return receivers;
    }

    /** Kannel's answer to the first field that is out of range, or empty. */
    private static String misformed(Source source) {
        String url = dlr(source, "url");
        if (!url.isEmpty() && !url.matches("(?i)https?://.+") || url.length() > LONGEST_URL) {
            return "DLR-URL field misformed, rejected";
        }
        record Range(String name, String shown, int most) {}
        List<Range> ranges =
                List.of(
                        new Range("mclass", "MClass", 3),
                        new Range("pid", "PID", 255),
                        new Range("rpi", "RPI", 2),
                        new Range("alt-dcs", "Alt-DCS", 1),
                        new Range("mwi", "MWI", 7),
                        new Range("coding", "Coding", 2),
                        new Range("compress", "Compress", 1),
                        new Range("validity", "Validity", Integer.MAX_VALUE),
                        new Range("deferred", "Deferred", Integer.MAX_VALUE),
                        new Range("priority", "Priority", 3));
        int mask = KannelNumber.read(dlr(source, "mask"), UNDEFINED);
        if (mask < UNDEFINED || mask > 63) {
            return "DLR-Mask field misformed, rejected";
        }
        for (Range range : ranges) {
            int value = source.number(range.name());
            if (value < UNDEFINED || value > range.most()) {
                return range.shown() + " field misformed, rejected";
            }
        }
        if (source.text("account").length() > LONGEST_ACCOUNT
                || source.text("account").matches("(?s).*[\\[\\]\\r\\n].*")) {
            return "Account field misformed or too long, rejected";
        }
        return unsupported(source);
    }

    /** What this gateway cannot carry is refused rather than sent as something else. */
    private static String unsupported(Source source) {
        byte[] udh = source.udh();
        if (udh.length > 0 && (udh[0] & 0xFF) != udh.length - 1) {
            return "UDH field misformed, rejected";
        }
        if (udh.length > 0 && !source.binary()) {
            return "UDH before a text is not carried here, only with coding=1, rejected";
        }
        int octets = udh.length + (source.text() == null ? 0 : source.text().length);
        if (source.binary() && octets > Outgoing.Octets.MOST) {
            return "Binary message longer than " + Outgoing.Octets.MOST + " octets, rejected";
        }
        if (source.number("deferred") > 0) {
            return "Deferred messages are not carried here, rejected";
        }
        if (source.text("from").length() > LONGEST_SENDER) {
            return "Sender longer than " + LONGEST_SENDER + " characters, rejected";
        }
        return KannelText.isKnown(source.charset()) ? "" : "Charset or body misformed, rejected";
    }

    private static Read asked(Source source, List<String> to) {
        byte[] data = source.text() == null ? new byte[0] : source.text();
        boolean binary = source.binary();
        int coding = source.number("coding");
        String text = binary ? "" : KannelText.read(data, coding, source.charset());
        if (text.length() > LONGEST_TEXT) {
            return wrong("Text longer than " + LONGEST_TEXT + " characters, rejected");
        }
        int validity = source.number("validity");
        int mask = Math.max(0, KannelNumber.read(dlr(source, "mask"), 0));
        String url = dlr(source, "url");
        return new Read.Asked(
                new SendsmsRequest(
                        List.copyOf(to),
                        source.text("from"),
                        text,
                        binary ? Outgoing.Octets.of(source.udh(), data) : null,
                        source.text("smsc"),
                        validity > 0 ? Duration.ofMinutes(validity) : null,
                        to.size() == 1 && source.number("priority") != 0,
                        source.text("account"),
                        mask == 0 || url.isEmpty() ? Report.NONE : new Report(mask, url)));
    }

    private static String dlr(Source source, String what) {
        String given = source.value().apply("dlr-" + what);
        return given == null ? source.text("dlr" + what) : given;
    }

    private static Read wrong(String text) {
        return new Read.Wrong(400, text);
    }
}
