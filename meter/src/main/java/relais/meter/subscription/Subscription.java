package relais.meter.subscription;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import relais.meter.host.Sight;
import relais.meter.picture.Album;
import relais.meter.report.Period;

/**
 * A report that is sent again and again.
 *
 * @param title of what it is about, when that was last looked at
 * @param maker shows what its maker saw when it was made, as a link does
 * @param last its newest letter; null before the first
 */
public record Subscription(
        long id, String title, Form form, Maker maker, Instant nextAt, @Nullable Last last) {
    /**
     * As people make it.
     *
     * @param hour of the day after the period's last, by the zone's clock
     */
    public record Form(
            Album.About about,
            Period.Length length,
            int hour,
            ZoneId zone,
            Locale locale,
            List<String> addresses) {
        public Form {
            addresses = List.copyOf(addresses);
        }
    }

    /** Who made it. */
    public record Maker(long userId, String name, Sight sight) {}

    /**
     * How it went.
     *
     * @param state waiting, sent or given-up
     */
    public record Last(String state, Instant at, @Nullable String trouble) {}
}
