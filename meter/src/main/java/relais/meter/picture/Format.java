package relais.meter.picture;

import java.util.Locale;
import java.util.Optional;

/** What a picture is written as. */
public enum Format {
    PNG("image/png"),
    SVG("image/svg+xml");

    private final String contentType;

    Format(String contentType) {
        this.contentType = contentType;
    }

    public String contentType() {
        return contentType;
    }

    /** By the end of a file's name. */
    public static Optional<Format> of(String end) {
        return switch (end) {
            case "png" -> Optional.of(PNG);
            case "svg" -> Optional.of(SVG);
            default -> Optional.empty();
        };
    }

    public String end() {
        return name().toLowerCase(Locale.ROOT);
    }
}
