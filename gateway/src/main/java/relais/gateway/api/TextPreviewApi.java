package relais.gateway.api;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import relais.gateway.directory.Channel;
import relais.gateway.directory.ChannelDirectory;
import relais.gateway.preview.Preview;
import relais.gateway.preview.Price;
import relais.platform.http.Access;
import relais.platform.http.Answer;
import relais.platform.http.Request;
import relais.platform.http.Route;

/** What a text would cost. */
public final class TextPreviewApi {
    /** Nobody writes more into one message; beyond, the answer costs more than it tells. */
    private static final int LONGEST_TEXT = 20_000;

    private static final Price UNKNOWN = new Price(BigDecimal.ZERO, "");

    private final ChannelDirectory directory;

    public TextPreviewApi(ChannelDirectory directory) {
        this.directory = directory;
    }

    /** {@code channel} sets the price; without it, the first channel's counts. */
    public record Text(String text, @Nullable String channel) {}

    public List<Route> routes() {
        return List.of(
                new Route(
                        Route.Verb.POST,
                        "/api/text/preview",
                        new Access.SignedIn(),
                        "Encoding, segments and cost of a text, and how to write it cheaper",
                        Text.class,
                        Preview.class,
                        this::preview));
    }

    private Answer preview(Request request) {
        Text body = request.body(Text.class);
        if (body.text().length() > LONGEST_TEXT) {
            return Answer.refused(
                    400, "invalid-field", "text", "text: at most " + LONGEST_TEXT + " characters");
        }
        String name = body.channel();
        Price price;
        if (name == null) {
            price = directory.all().stream().findFirst().map(Channel::price).orElse(UNKNOWN);
        } else if (directory.find(name).isEmpty()) {
            return Answer.refused(
                    400, "invalid-field", "channel", "channel: there is none " + name);
        } else {
            price = directory.find(name).map(Channel::price).orElse(UNKNOWN);
        }
        return Answer.ok(Preview.of(body.text(), price));
    }
}
