package relais.app.story;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import relais.app.AppSettings;
import relais.app.Home;
import relais.app.Role;
import relais.app.Wiring;
import relais.app.demo.Demo;
import relais.app.demo.DemoAccount;
import relais.gateway.simulator.Handset;
import relais.platform.accounts.Accounts;
import relais.platform.settings.Settings;

/** Everything in this process with a data folder of its own, as {@code relais up} runs it. */
final class WholeProduct implements AutoCloseable {
    private final Wiring wiring;

    private WholeProduct(Wiring wiring) {
        this.wiring = wiring;
    }

    /** Nobody and nothing in it. */
    static WholeProduct empty(Path folder) throws IOException {
        return new WholeProduct(start(folder, false, Handset.SILENT));
    }

    /** With the invented country and its running poll. */
    static WholeProduct demonstration(Path folder) throws IOException {
        return demonstration(folder, new Demo(Demo.Scale.SHOWN));
    }

    private static WholeProduct demonstration(Path folder, Demo invented) throws IOException {
        WholeProduct product = new WholeProduct(start(folder, true, invented.handset()));
        DemoAccount.ready(product.accounts(), folder);
        invented.prepare(product.wiring);
        return product;
    }

    /** The same with the dossiers of its office. */
    static WholeProduct office(Path folder) throws IOException {
        Demo invented = new Demo(Demo.Scale.SHOWN);
        WholeProduct product = demonstration(folder, invented);
        invented.fill(product.wiring, folder, () -> false);
        return product;
    }

    private static Wiring start(Path folder, boolean demo, Handset handset) throws IOException {
        return Wiring.start(
                new Wiring.Plan(
                        new Home(folder), settings(), EnumSet.allOf(Role.class), demo, handset),
                InstantSource.system());
    }

    /** Any free port; no quiet hours, for tests also run at night. */
    private static Settings settings() {
        return switch (Settings.load(
                AppSettings.declared(),
                Optional.empty(),
                Map.of(),
                Map.of("http.port", "0", "voice.quiet-hours", "none"))) {
            case Settings.Loaded loaded -> loaded.settings();
            case Settings.Wrong wrong -> throw new AssertionError(wrong.problems());
        };
    }

    Wiring wiring() {
        return wiring;
    }

    URI address() {
        return wiring.console().orElseThrow();
    }

    Accounts accounts() {
        return wiring.accounts().orElseThrow();
    }

    @Override
    public void close() {
        wiring.close();
    }
}
