package relais.meter.graph;

import relais.agent.reading.FieldType;

/** Turns a counter's samples into what happened per second between them, as RRDtool does. */
final class Rates {
    private static final double TWO_TO_32 = 4_294_967_296.0;
    private static final double TWO_TO_64 = 18_446_744_073_709_551_616.0;

    /**
     * A counter that went back has wrapped if that makes it at most so many times as fast as it
     * was. Otherwise it began anew, and RRDtool's answer would be a needle as high as the sky.
     */
    private static final double PLAUSIBLE = 10;

    /** Where its speed is not known yet: a quarter of the range from one sample to the next. */
    private static final double PLAUSIBLE_SHARE = 0.25;

    private final FieldType type;
    private double fastest;

    Rates(FieldType type) {
        this.type = type;
    }

    /**
     * NaN where it cannot be known.
     *
     * @param millis between the two samples, above 0
     */
    double perSecond(double before, double now, long millis) {
        double seconds = millis / 1000.0;
        return switch (type) {
            case GAUGE -> now;
            case ABSOLUTE -> now / seconds;
            case DERIVE -> (now - before) / seconds;
            case COUNTER ->
                    now >= before ? grown(before, now, seconds) : back(before, now, seconds);
        };
    }

    private double grown(double before, double now, double seconds) {
        double rate = (now - before) / seconds;
        fastest = Math.max(fastest, rate);
        return rate;
    }

    private double back(double before, double now, double seconds) {
        double range = before < TWO_TO_32 ? TWO_TO_32 : TWO_TO_64;
        double increase = now - before + range;
        boolean wrapped =
                fastest > 0
                        ? increase / seconds <= PLAUSIBLE * fastest
                        : increase <= PLAUSIBLE_SHARE * range;
        return wrapped ? increase / seconds : Double.NaN;
    }
}
