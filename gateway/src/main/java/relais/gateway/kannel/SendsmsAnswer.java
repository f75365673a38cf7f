package relais.gateway.kannel;

import java.time.Duration;
import relais.gateway.channel.Outcome;

/**
 * What a Kannel's sendsms answered, as an outcome (docs/decisions/041-kannel.md). A refused login
 * and a wrong address are the operator's to mend: the channel waits, no message is given up.
 */
final class SendsmsAnswer {
    /** How long the channel waits after an answer that says it is wrongly set up. */
    static final Duration MISCONFIGURED_PAUSE = Duration.ofSeconds(30);

    private static final Duration BUSY_PAUSE = Duration.ofSeconds(5);

    /** A Kannel answers one line; the reason goes to logs and screens. */
    private static final int LONGEST_REASON = 200;

    private SendsmsAnswer() {}

    static Outcome outcome(int status, String body, String providerId) {
        String code = Integer.toString(status);
        String reason = reason(body);
        if (status >= 200 && status < 300) {
            return new Outcome.Accepted(providerId);
        }
        return switch (status) {
            case 403 ->
                    wrongLogin(status, body)
                            ? new Outcome.Throttled(MISCONFIGURED_PAUSE)
                            : new Outcome.Refused(code, reason);
            case 301, 302, 303, 307, 308, 401, 404, 405, 407 ->
                    new Outcome.Throttled(MISCONFIGURED_PAUSE);
            case 429 -> new Outcome.Throttled(BUSY_PAUSE);
            case 500, 503 -> new Outcome.Retry(code, reason);
            case 502, 504 -> new Outcome.Uncertain("a proxy between answered " + code);
            default ->
                    status >= 400 && status < 500
                            ? new Outcome.Refused(code, reason)
                            : new Outcome.Uncertain("answered " + code + ": " + reason);
        };
    }

    /** True when the answer says that address, user or password are wrong. */
    static boolean misconfigured(int status, String body) {
        return wrongLogin(status, body)
                || status == 401
                || status == 404
                || status == 405
                || status == 407
                || status / 100 == 3;
    }

    private static boolean wrongLogin(int status, String body) {
        return status == 403 && body.contains("Authorization failed");
    }

    static String reason(String body) {
        String line = body.strip().replaceAll("\\s+|\\p{Cntrl}", " ");
        return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON);
    }
}
