package relais.meter.remote;

import java.util.Locale;
import java.util.Optional;

/** What one can ask a store. */
enum Word {
    WRITE,
    SAMPLES,
    WINDOWS,
    SELECT,
    OWNED,
    NAMES,
    VALUES,
    ERASE,
    FORGET;

    static final String PATH = "/api/stores/own/";

    String path() {
        return PATH + name().toLowerCase(Locale.ROOT);
    }

    static Optional<Word> of(String text) {
        for (Word word : values()) {
            if (word.name().toLowerCase(Locale.ROOT).equals(text)) {
                return Optional.of(word);
            }
        }
        return Optional.empty();
    }
}
