package relais.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import relais.platform.settings.Settings;

@Command(
        name = "settings",
        mixinStandardHelpOptions = true,
        description = "Lists every setting: its value, where it came from, default and help.")
final class SettingsCommand implements Callable<Integer> {
    @Mixin private GivenSettings given = new GivenSettings();

    @Override
    public Integer call() {
        var settings = given.load();
        if (settings.isEmpty()) {
            return 2;
        }
        for (Settings.Described each : settings.get().describe()) {
            System.out.println(each.key() + " = " + each.value());
            System.out.println("    " + each.help());
            System.out.println("    from: " + each.source() + ", default: " + each.fallback());
        }
        return 0;
    }
}
