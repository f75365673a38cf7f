package relais.gateway.channel;

import java.net.URI;
import java.time.Duration;

/**
 * What an operator sets of a channel. A changed channel is closed and opened anew.
 *
 * @param name its lasting identity, part of topic names and reports
 * @param link how the provider is reached
 * @param sender the number or name messages come from where they name none
 * @param window how many submissions may be unanswered at a time
 * @param ratePerSecond parts submitted a second at most
 * @param paused sends nothing while true; still receives
 */
public record ChannelSettings(
        String name, Link link, String sender, int window, double ratePerSecond, boolean paused) {
    /** SMPP 3.4 leaves windows open; providers allow 10 to some hundreds. */
    public static final int WIDEST_WINDOW = 1_000;

    /** Above this no provider goes; it keeps a typing error from emptying a budget in a second. */
    public static final double HIGHEST_RATE = 20_000;

    public ChannelSettings {
        check(name.matches("[a-z0-9][a-z0-9-]{0,31}"), "name: a-z, 0-9 and -, at most 32");
        check(window >= 1 && window <= WIDEST_WINDOW, "window: 1 to " + WIDEST_WINDOW);
        check(
                ratePerSecond > 0 && ratePerSecond <= HIGHEST_RATE,
                "rate: above 0, at most " + HIGHEST_RATE + " a second");
        check(sender.length() <= 20, "sender: at most 20 characters (SMPP 3.4, 5.2.8)");
    }

    /** How the provider is reached. */
    public sealed interface Link {
        /** As the console and the API name it. */
        String kind();
    }

    /**
     * An SMPP 3.4 bind.
     *
     * @param separate two binds (transmitter and receiver) instead of one transceiver
     * @param enquireLink silence after which the line is probed
     * @param repeats within which the same words of one sender are the provider's repeat, not the
     *     person's; longer for long texts; zero for never
     */
    public record Smpp(
            String host,
            int port,
            boolean tls,
            boolean separate,
            Login login,
            Addressing addressing,
            Coding coding,
            Duration enquireLink,
            Duration repeats)
            implements Link {
        /** docs/decisions/073-repeats.md says why. */
        public static final Duration USUAL_REPEATS = Duration.ofSeconds(60);

        private static final Duration LONGEST_REPEATS = Duration.ofHours(1);

        /** With the usual window for repeats. */
        public Smpp(
                String host,
                int port,
                boolean tls,
                boolean separate,
                Login login,
                Addressing addressing,
                Coding coding,
                Duration enquireLink) {
            this(host, port, tls, separate, login, addressing, coding, enquireLink, USUAL_REPEATS);
        }

        public Smpp {
            check(!host.isBlank() && host.length() <= 253, "host: a name or an address");
            check(port > 0 && port < 65_536, "port: 1 to 65535");
            check(
                    enquireLink.compareTo(Duration.ofSeconds(1)) >= 0
                            && enquireLink.compareTo(Duration.ofMinutes(10)) <= 0,
                    "enquire link: 1 second to 10 minutes");
            check(
                    !repeats.isNegative() && repeats.compareTo(LONGEST_REPEATS) <= 0,
                    "repeats: 0 seconds to 1 hour");
        }

        @Override
        public String kind() {
            return "smpp";
        }
    }

    /** Who binds (SMPP 3.4, 4.1). */
    public record Login(String systemId, Secret password, String systemType) {
        public Login {
            check(!systemId.isEmpty() && systemId.length() <= 15, "system id: 1 to 15 characters");
            check(password.reveal().length() <= 8, "password: at most 8 characters (SMPP 3.4)");
            check(systemType.length() <= 12, "system type: at most 12 characters");
        }
    }

    /** Type of number and numbering plan of both addresses (SMPP 3.4, 5.2.5 and 5.2.6). */
    public record Addressing(int sourceTon, int sourceNpi, int destinationTon, int destinationNpi) {
        /** International numbers, short codes recognised by their length. */
        public static final Addressing USUAL = new Addressing(0, 1, 1, 1);

        public Addressing {
            check(inRange(sourceTon, 6) && inRange(destinationTon, 6), "type of number: 0 to 6");
            check(inRange(sourceNpi, 18) && inRange(destinationNpi, 18), "numbering plan: 0 to 18");
        }

        private static boolean inRange(int value, int most) {
            return value >= 0 && value <= most;
        }
    }

    /** How this provider writes texts and ids. */
    public record Coding(Alphabet defaultAlphabet, Joining joining, ReceiptIds receiptIds) {
        public static final Coding USUAL =
                new Coding(Alphabet.GSM7, Joining.UDH8, ReceiptIds.AS_WRITTEN);
    }

    /** What data_coding 0 means to the provider; septets always travel one to an octet. */
    public enum Alphabet {
        GSM7,
        ASCII,
        LATIN1
    }

    /** How the parts of a long message are marked. */
    public enum Joining {
        /** User data header with an 8-bit reference (3GPP TS 23.040, 9.2.3.24.1). */
        UDH8,
        /** User data header with a 16-bit reference (3GPP TS 23.040, 9.2.3.24.8). */
        UDH16,
        /** TLVs sar_msg_ref_num, sar_total_segments, sar_segment_seqnum (SMPP 3.4, 5.3.2.22). */
        SAR,
        /** The whole text in one message_payload TLV (SMPP 3.4, 5.3.2.32). */
        PAYLOAD
    }

    /** How ids in receipts relate to those in submit_sm_resp; leading zeros never matter. */
    public enum ReceiptIds {
        AS_WRITTEN,
        /** Answered in hexadecimal, receipts in decimal. */
        HEX_THEN_DECIMAL,
        /** Answered in decimal, receipts in hexadecimal. */
        DECIMAL_THEN_HEX
    }

    /**
     * A Kannel that we send through by HTTP and that hands us what it receives.
     *
     * @param sendsms its sendsms address, without user and password
     * @param smsc the smsc-id to ask for; empty for Kannel's own choice
     * @param callback this program's address as Kannel reaches it, for delivery reports
     * @param inbound what Kannel must present when it calls us; also signs the report addresses
     */
    public record Kannel(
            URI sendsms, String user, Secret password, String smsc, URI callback, Secret inbound)
            implements Link {
        public Kannel {
            check(isWeb(sendsms), "sendsms: an http or https address without user or password");
            check(isWeb(callback), "callback: an http or https address without user or password");
            check(!user.isEmpty() && user.length() <= 64, "user: 1 to 64 characters");
            check(smsc.length() <= 64, "smsc: at most 64 characters");
            check(
                    inbound.reveal().length() >= SHORTEST_INBOUND_SECRET,
                    "inbound secret: at least " + SHORTEST_INBOUND_SECRET + " characters");
        }

        /** Guessing it would let anyone invent answers. */
        public static final int SHORTEST_INBOUND_SECRET = 16;

        private static boolean isWeb(URI address) {
            return ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
                    && address.getHost() != null
                    && address.getUserInfo() == null;
        }

        @Override
        public String kind() {
            return "kannel";
        }
    }

    /** An SMSC inside this process, with handsets that answer: for demonstrations and trials. */
    public record Simulated(long seed) implements Link {
        @Override
        public String kind() {
            return "simulated";
        }
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
