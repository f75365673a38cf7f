package relais.meter.alert.delivery;

/** How it went to hand a notice over. */
public sealed interface Carried {
    /** The next in line took it. */
    record Done() implements Carried {}

    /** Not now; it may go later. */
    record Later(String why) implements Carried {}

    /** It will never go. */
    record Never(String why) implements Carried {}
}
