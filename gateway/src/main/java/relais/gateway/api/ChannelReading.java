package relais.gateway.api;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import relais.gateway.channel.ChannelSettings;
import relais.gateway.channel.ChannelSettings.Addressing;
import relais.gateway.channel.ChannelSettings.Coding;
import relais.gateway.channel.ChannelSettings.Link;
import relais.gateway.channel.Secret;
import relais.gateway.preview.Price;
import relais.platform.http.Problem;

/** From what an operator wrote to settings, or to a problem that names the field. */
final class ChannelReading {
    private static final int USUAL_WINDOW = 10;
    private static final double USUAL_RATE = 10;
    private static final int USUAL_SMPP_PORT = 2775;
    private static final int USUAL_ENQUIRE_LINK_SECONDS = 30;
    private static final BigDecimal HIGHEST_PRICE = new BigDecimal("99999999");
    private static final int PRICE_DECIMALS = 4;
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    /** What the settings' own checks call a thing, and the field it came in. */
    private static final Map<String, String> FIELDS =
            Map.ofEntries(
                    Map.entry("rate", "ratePerSecond"),
                    Map.entry("enquire link", "enquireLinkSeconds"),
                    Map.entry("repeats", "repeatSeconds"),
                    Map.entry("system id", "systemId"),
                    Map.entry("system type", "systemType"),
                    Map.entry("type of number", "addressing"),
                    Map.entry("numbering plan", "addressing"),
                    Map.entry("inbound secret", "inbound"));

    private ChannelReading() {}

    /** What was written, whole. */
    record Read(ChannelSettings settings, String country, Price price) {}

    /** A field is wrong. */
    static final class Wrong extends Exception {
        private static final long serialVersionUID = 1;

        private final transient Problem problem;

        Wrong(String field, String detail) {
            super(detail, null, false, false); // expected input: no stack trace to pay for
            this.problem = new Problem(400, "invalid-field", field + ": " + detail, field);
        }

        Problem problem() {
            return problem;
        }
    }

    /** What stays where the body leaves it out. */
    record Before(Secret password, Secret inbound, boolean paused, Addressing addressing) {
        static final Secret NO_SECRET = Secret.of("");

        /** Of a channel that is added. */
        static Before nothing(Secret inbound) {
            return new Before(NO_SECRET, inbound, false, Addressing.USUAL);
        }

        static Before of(ChannelSettings settings) {
            boolean paused = settings.paused();
            return switch (settings.link()) {
                case ChannelSettings.Smpp smpp ->
                        new Before(smpp.login().password(), NO_SECRET, paused, smpp.addressing());
                case ChannelSettings.Kannel kannel ->
                        new Before(kannel.password(), kannel.inbound(), paused, Addressing.USUAL);
                case ChannelSettings.Simulated _ ->
                        new Before(NO_SECRET, NO_SECRET, paused, Addressing.USUAL);
            };
        }
    }

    static Read read(ChannelBody body, Before before) throws Wrong {
        if (!COUNTRIES.contains(body.country())) {
            throw new Wrong("country", "two capital letters of ISO 3166, such as BI");
        }
        try {
            ChannelSettings settings =
                    new ChannelSettings(
                            body.name(),
                            link(body, before),
                            or(body.sender(), ""),
                            or(body.window(), USUAL_WINDOW),
                            or(body.ratePerSecond(), USUAL_RATE),
                            or(body.paused(), before.paused()));
            return new Read(settings, body.country(), price(body));
        } catch (IllegalArgumentException e) {
            throw ofCheck(String.valueOf(e.getMessage()));
        }
    }

    private static Wrong ofCheck(String message) {
        int colon = message.indexOf(": ");
        String thing = colon < 0 ? "" : message.substring(0, colon);
        return new Wrong(
                FIELDS.getOrDefault(thing, thing), message.substring(colon < 0 ? 0 : colon + 2));
    }

    private static Link link(ChannelBody body, Before before) throws Wrong {
        return switch (body.kind()) {
            case "smpp" -> smpp(body, before);
            case "kannel" -> kannel(body, before);
            case "simulated" -> new ChannelSettings.Simulated(or(body.seed(), 1L));
            default -> throw new Wrong("kind", "smpp, kannel or simulated");
        };
    }

    private static Link smpp(ChannelBody body, Before before) throws Wrong {
        Coding usual = Coding.USUAL;
        int seconds = or(body.enquireLinkSeconds(), USUAL_ENQUIRE_LINK_SECONDS);
        int repeats =
                or(body.repeatSeconds(), (int) ChannelSettings.Smpp.USUAL_REPEATS.toSeconds());
        return new ChannelSettings.Smpp(
                needed(body.host(), "host"),
                or(body.port(), USUAL_SMPP_PORT),
                or(body.tls(), false),
                or(body.separate(), false),
                new ChannelSettings.Login(
                        needed(body.systemId(), "systemId"),
                        given(body.password(), before.password()),
                        or(body.systemType(), "")),
                or(body.addressing(), before.addressing()),
                new Coding(
                        or(body.defaultAlphabet(), usual.defaultAlphabet()),
                        or(body.joining(), usual.joining()),
                        or(body.receiptIds(), usual.receiptIds())),
                Duration.ofSeconds(seconds),
                Duration.ofSeconds(repeats));
    }

    private static Link kannel(ChannelBody body, Before before) throws Wrong {
        return new ChannelSettings.Kannel(
                address(needed(body.sendsms(), "sendsms"), "sendsms"),
                needed(body.user(), "user"),
                given(body.password(), before.password()),
                or(body.smsc(), ""),
                address(needed(body.callback(), "callback"), "callback"),
                given(body.inbound(), before.inbound()));
    }

    private static URI address(String text, String field) throws Wrong {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new Wrong(field, "not an address");
        }
    }

    private static Price price(ChannelBody body) throws Wrong {
        BigDecimal price = or(body.price(), BigDecimal.ZERO);
        if (price.signum() < 0
                || price.compareTo(HIGHEST_PRICE) > 0
                || price.stripTrailingZeros().scale() > PRICE_DECIMALS) {
            throw new Wrong("price", "0 or more, with at most four decimals");
        }
        String currency = body.currency();
        if (currency == null) {
            Currency usual = Currency.getInstance(Locale.of("", body.country()));
            currency = usual == null ? "" : usual.getCurrencyCode();
        } else if (!currency.matches("[A-Z]{3}")) {
            throw new Wrong("currency", "three capital letters of ISO 4217, such as BIF");
        }
        return new Price(price, currency);
    }

    private static <T> T needed(@Nullable T part, String field) throws Wrong {
        if (part == null) {
            throw new Wrong(field, "is missing for a channel of this kind");
        }
        return part;
    }

    private static <T> T or(@Nullable T given, T usual) {
        return given == null ? usual : given;
    }

    private static Secret given(@Nullable String given, Secret otherwise) {
        return given == null ? otherwise : Secret.of(given);
    }
}
