package relais.agent.centre;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Shows the centre our key by a one-time code, and learns our name there. */
public final class Pairing {

    public static final String PATH = "/api/agents/pairing";

    private static final Pattern AGENT = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    private Pairing() {}

    /** What came of it. */
    public sealed interface Result {
        record Paired(Identity identity) implements Result {}

        /** The centre says no, and why. */
        record Refused(String reason) implements Result {}

        /** Try again: the same code with the same key is the same pairing. */
        record Away(String reason) implements Result {}
    }

    /** Asks once. */
    public static Result pair(Way centre, Identity identity, String code, String host)
            throws IOException, InterruptedException {
        String key = identity.publicKey();
        String form =
                "code=%s&host=%s&key=%s&signature=%s"
                        .formatted(
                                encoded(code),
                                encoded(host),
                                encoded(key),
                                encoded(identity.sign(SignedText.ofPairing(code, host, key))));
        Reply reply;
        try {
            reply = centre.pair(form);
        } catch (IOException away) {
            return new Result.Away(centre + " cannot be reached: " + away);
        }
        if (reply.status() == 429 || reply.status() >= 500) {
            return new Result.Away(reply.reason());
        }
        String name = reply.header(Reply.AGENT);
        if (reply.status() / 100 != 2 || !AGENT.matcher(name).matches()) {
            return new Result.Refused(reply.reason());
        }
        return new Result.Paired(identity.named(name));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
