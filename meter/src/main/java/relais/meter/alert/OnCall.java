package relais.meter.alert;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import relais.meter.alert.state.Severity;
import relais.meter.alert.state.Telling;

/** People who are told of alerts. */
public record OnCall(long id, Form form) {
    /**
     * @param from what is less bad is not told
     * @param after seconds; told when nobody took the alert within them
     */
    public record Form(
            String name,
            List<Somebody> people,
            @Nullable String webhook,
            Severity from,
            int after) {
        public Form {
            people = List.copyOf(people);
        }
    }

    /**
     * @param address telephone number in E.164
     * @param language {@code fr} or {@code en}; French where none is said
     */
    public record Somebody(
            String name,
            @Nullable String address,
            @Nullable String mail,
            @Nullable String language) {
        String spoken() {
            return "en".equals(language) ? "en" : "fr";
        }
    }

    Telling.Group group() {
        return new Telling.Group(id, form.from(), Duration.ofSeconds(form.after()));
    }
}
