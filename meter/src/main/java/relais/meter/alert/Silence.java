package relais.meter.alert;

import java.time.Instant;
import relais.meter.alert.state.Window;
import relais.meter.pattern.NamePattern;

/** A time during which nobody is told of some alerts: a silence, or a maintenance window. */
public record Silence(
        long id, NamePattern hosts, NamePattern title, Window window, String why, String by) {

    boolean covers(String host, String alertTitle, Instant now) {
        return window.covers(now) && hosts.matches(host) && title.matches(alertTitle);
    }

    /** Why an alert is held back: what comes again was planned. */
    String code() {
        return window.repeat() == Window.Repeat.ONCE ? "silence" : "maintenance";
    }
}
