package relais.vault.mail;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Letters that could not be filed rest, longer each time, so that they leave their places in a
 * round to others. Known to this process only: after a start each is tried once more.
 */
final class Resting {
    private static final Duration LEAST = Duration.ofMinutes(2);
    private static final Duration MOST = Duration.ofHours(2);

    /** Beyond it those that failed longest ago are tried again. */
    private static final int KNOWN = 20_000;

    private final Map<Mailbox.Place, Until> letters = new LinkedHashMap<>();

    private record Until(Instant at, Duration rest) {}

    synchronized boolean rests(Mailbox.Place letter, Instant now) {
        Until until = letters.get(letter);
        return until != null && now.isBefore(until.at());
    }

    synchronized void failed(Mailbox.Place letter, Instant now) {
        Until before = letters.remove(letter);
        Duration rest = before == null ? LEAST : before.rest().multipliedBy(2);
        rest = rest.compareTo(MOST) < 0 ? rest : MOST;
        letters.put(letter, new Until(now.plus(rest), rest));
        if (letters.size() > KNOWN) {
            letters.remove(letters.keySet().iterator().next());
        }
    }

    synchronized void done(Mailbox.Place letter) {
        letters.remove(letter);
    }
}
