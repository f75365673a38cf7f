package relais.meter.series.files;

import org.jspecify.annotations.Nullable;

/** The name of a block file: its number, then what it holds. */
public record FileName(long number, Content content) {

    /** What the blocks of a file hold. Stored by ordinal: only append. */
    public enum Content {
        RAW("raw"),
        FIVE_MINUTES("5m"),
        HOURS("1h"),
        /** Roll-ups that were made elsewhere. */
        GIVEN_FIVE_MINUTES("5g"),
        GIVEN_HOURS("1g");

        private final String suffix;

        Content(String suffix) {
            this.suffix = suffix;
        }
    }

    /** Null when the text is no such name. */
    static @Nullable FileName of(String text) {
        for (Content content : Content.values()) {
            if (text.matches("\\d{12}\\." + content.suffix)) {
                return new FileName(Long.parseLong(text.substring(0, 12)), content);
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return "%012d.%s".formatted(number, content.suffix);
    }
}
