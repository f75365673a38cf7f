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
    private static final int USUAL_ENQUIRE_LINK_SECONDS = 30;
    private static final BigDecimal HIGHEST_PRICE = new BigDecimal("99999999");
    private static final int PRICE_DECIMALS = 4;
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    /** What the settings' own checks call a thing, and the field it came in. */
    private static final Map<String, String> FIELDS =
            Map.ofEntries(
                    Map.entry("rate", "ratePerSecond"),
                    Map.entry("host", "smpp.host"),
                    Map.entry("port", "smpp.port"),
                    Map.entry("enquire link", "smpp.enquireLinkSeconds"),
                    Map.entry("system id", "smpp.systemId"),
                    Map.entry("system type", "smpp.systemType"),
                    Map.entry("type of number", "smpp.addressing"),
                    Map.entry("numbering plan", "smpp.addressing"),
                    Map.entry("sendsms", "kannel.sendsms"),
                    Map.entry("callback", "kannel.callback"),
                    Map.entry("user", "kannel.user"),
                    Map.entry("smsc", "kannel.smsc"),
                    Map.entry("inbound secret", "inboundSecret"));

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

    /**
     * @param password used where the body has none
     * @param inbound likewise
     */
    static Read read(ChannelBody body, Secret password, Secret inbound) throws Wrong {
        if (!COUNTRIES.contains(body.country())) {
            throw new Wrong("country", "two capital letters of ISO 3166, such as BI");
        }
        try {
            ChannelSettings settings =
                    new ChannelSettings(
                            body.name(),
                            link(body, given(body.password(), password), inbound),
                            or(body.sender(), ""),
                            or(body.window(), USUAL_WINDOW),
                            or(body.ratePerSecond(), USUAL_RATE),
                            or(body.paused(), false));
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

    private static Link link(ChannelBody body, Secret password, Secret inbound) throws Wrong {
        return switch (body.kind()) {
            case "smpp" -> smpp(needed(body.smpp(), "smpp"), password);
            case "kannel" ->
                    kannel(
                            needed(body.kannel(), "kannel"),
                            password,
                            given(body.inboundSecret(), inbound));
            case "simulated" -> {
                ChannelBody.Simulated simulated = body.simulated();
                yield new ChannelSettings.Simulated(
                        simulated == null ? 1L : or(simulated.seed(), 1L));
            }
            default -> throw new Wrong("kind", "smpp, kannel or simulated");
        };
    }

    private static Link smpp(ChannelBody.Smpp smpp, Secret password) {
        return new ChannelSettings.Smpp(
                smpp.host(),
                smpp.port(),
                or(smpp.tls(), false),
                or(smpp.separate(), false),
                new ChannelSettings.Login(smpp.systemId(), password, or(smpp.systemType(), "")),
                or(smpp.addressing(), Addressing.USUAL),
                or(smpp.coding(), Coding.USUAL),
                Duration.ofSeconds(or(smpp.enquireLinkSeconds(), USUAL_ENQUIRE_LINK_SECONDS)));
    }

    private static Link kannel(ChannelBody.Kannel kannel, Secret password, Secret inbound)
            throws Wrong {
        return new ChannelSettings.Kannel(
                address(kannel.sendsms(), "kannel.sendsms"),
                kannel.user(),
                password,
                or(kannel.smsc(), ""),
                address(kannel.callback(), "kannel.callback"),
                inbound);
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
