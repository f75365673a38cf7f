package relais.platform.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import relais.platform.http.Access;
import relais.platform.http.Route;
import relais.platform.settings.Settings;

/** The settings in force, to read; they are changed in file, environment or command line. */
public final class SettingsApi {
    private final Settings settings;

    public SettingsApi(Settings settings) {
        this.settings = settings;
    }

    /** One setting; secrets are masked. */
    public record Shown(
            String key,
            String value,
            @JsonProperty("default") String fallback,
            String help,
            String source) {}

    public List<Route> routes() {
        return List.of(
                new Route(
                        Route.Verb.GET,
                        "/api/settings",
                        new Access.Needs(AdminPermissions.SETTINGS),
                        "Every setting, its value and where that came from",
                        null,
                        Shown[].class,
                        request ->
                                Answers.all(
                                        settings.describe().stream()
                                                .map(SettingsApi::shown)
                                                .toList())));
    }

    private static Shown shown(Settings.Described one) {
        return new Shown(one.key(), one.value(), one.fallback(), one.help(), one.source());
    }
}
