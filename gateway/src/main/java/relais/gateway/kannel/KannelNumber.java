package relais.gateway.kannel;

/** Whole numbers as Kannel reads them by sscanf("%d"): leading digits count, the rest does not. */
final class KannelNumber {
    private static final int MOST_DIGITS = 9;

    private KannelNumber() {}

    static int read(String text, int otherwise) {
        String value = text.stripLeading();
        boolean negative = value.startsWith("-");
        int at = negative || value.startsWith("+") ? 1 : 0;
        int from = at;
        int number = 0;
        while (at < value.length() && value.charAt(at) >= '0' && value.charAt(at) <= '9') {
            if (at - from == MOST_DIGITS) {
                return Integer.MIN_VALUE; // no field's range holds it
            }
            number = number * 10 + value.charAt(at) - '0';
            at++;
        }
        if (at == from) {
            return otherwise;
        }
        return negative ? -number : number;
    }

    /** Seconds since 1970, or 0 for what is none. */
    static long epoch(String text) {
        return text.matches("[0-9]{1,11}") ? Long.parseLong(text) : 0;
    }
}
