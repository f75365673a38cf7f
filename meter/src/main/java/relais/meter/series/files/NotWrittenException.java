package relais.meter.series.files;

import java.io.IOException;

/** The disk took nothing, and said so; it may take it later. */
public final class NotWrittenException extends IOException {
    private static final long serialVersionUID = 1;

    NotWrittenException(IOException cause) {
        super(cause.getMessage(), cause);
    }
}
