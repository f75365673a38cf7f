package relais.meter.series.codec;

/** Stored bytes are not what was written. */
public final class DamagedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public DamagedException(String what) {
        super(what);
    }
}
