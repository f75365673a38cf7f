package relais.meter.alert.delivery;

import java.util.Locale;

/** A way to reach somebody. */
public enum Medium {
    SMS,
    MAIL,
    WEBHOOK;

    /** As in the API and in the table. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
