package relais.meter.remote;

import java.util.Locale;
import java.util.Optional;

/** What one can ask a store. */
enum Word {
    WRITE,
    WRITE_ROLLED,
    SAMPLES,
    WINDOWS,
    SELECT,
    OWNED,
    OWNED_ROLLED,
    OLDEST,
    NAMES,
    VALUES,
    ERASE,
    FORGET;

    static final String PATH = "/api/stores/own/";

    String path() {
        return PATH + text();
    }

    private String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Word> of(String text) {
        for (Word word : values()) {
            if (word.text().equals(text)) {
                return Optional.of(word);
            }
        }
        return Optional.empty();
    }
}
