package relais.meter.series;

import relais.meter.series.files.BlockFile;
import relais.meter.series.files.FileName;

/** The steps at which roll-ups are kept, and the files that hold them. */
enum Resolution {
    FIVE_MINUTES(
            Merging.FIVE_MINUTES,
            FileName.Content.FIVE_MINUTES,
            FileName.Content.GIVEN_FIVE_MINUTES),
    HOUR(Merging.HOUR, FileName.Content.HOURS, FileName.Content.GIVEN_HOURS);

    final long millis;

    /** Of raw samples whose time was over. */
    final FileName.Content made;

    /** Made elsewhere. */
    final FileName.Content given;

    Resolution(long millis, FileName.Content made, FileName.Content given) {
        this.millis = millis;
        this.made = made;
        this.given = given;
    }

    /**
     * The one of windows that begin with it.
     *
     * @throws IllegalArgumentException when there is none
     */
    static Resolution of(Windows windows) {
        for (Resolution one : values()) {
            if (one.millis == windows.step() && Math.floorMod(windows.origin(), one.millis) == 0) {
                return one;
            }
        }
        throw new IllegalArgumentException(
                "roll-ups are of whole 5 minutes or hours, not of %d ms from %d"
                        .formatted(windows.step(), windows.origin()));
    }

    /** The one of a file that is not of raw samples. */
    static Resolution of(BlockFile file) {
        FileName.Content content = file.name().content();
        return content == FIVE_MINUTES.made || content == FIVE_MINUTES.given ? FIVE_MINUTES : HOUR;
    }

    long keptMillis(Retention retention) {
        return switch (this) {
            case FIVE_MINUTES -> retention.fiveMinutes().toMillis();
            case HOUR -> retention.hours().toMillis();
        };
    }
}
