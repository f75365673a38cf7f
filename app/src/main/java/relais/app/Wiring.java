package relais.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.HandleConsumer;
import org.jspecify.annotations.Nullable;
import relais.gateway.Gateway;
import relais.gateway.directory.ChannelDirectory;
import relais.gateway.simulator.Handset;
import relais.platform.accounts.Accounts;
import relais.platform.audit.Verdict;
import relais.platform.http.HttpServer;
import relais.platform.http.HttpSettings;
import relais.platform.http.Route;
import relais.platform.settings.Settings;
import relais.platform.status.Presence;
import relais.vault.DocumentSettings;
import relais.vault.Vault;
import relais.voice.Voice;

/**
 * Connects the modules for the roles this process has: everything that talks to everything is
 * visible here. Starts in order; fails before anything answers; closes in reverse.
 */
public final class Wiring implements AutoCloseable {
    private final Closing closing;
    private final Foundations foundations;
    private final ChannelDirectory directory;
    private final Voice voice;
    private final Vault vault;
    private final @Nullable WebRole web;

    private Wiring(
            Closing closing,
            Foundations foundations,
            ChannelDirectory directory,
            Voice voice,
            Vault vault,
            @Nullable WebRole web) {
        this.closing = closing;
        this.foundations = foundations;
        this.directory = directory;
        this.voice = voice;
        this.vault = vault;
        this.web = web;
    }

    /** What to start. */
    public record Plan(
            Home home, Settings settings, Set<Role> roles, boolean demo, Handset handset) {}

    public static Wiring start(Plan plan, InstantSource clock) throws IOException {
        Closing closing = new Closing();
        try {
            return start(plan, clock, closing);
        } catch (IOException | RuntimeException e) {
            closing.close();
            throw e;
        }
    }

    private static Wiring start(Plan plan, InstantSource clock, Closing closing)
            throws IOException {
        AppSettings decided = AppSettings.from(plan.settings());
        Foundations on =
                closing.add(
                        Foundations.open(
                                plan.home(),
                                decided,
                                plan.roles().contains(Role.WEB),
                                plan.roles().isEmpty(),
                                decided.door(plan.roles()),
                                clock));
        ChannelDirectory directory =
                closing.add(new ChannelDirectory(on.database, on.secrets, on.live, clock));
        Channels channels = new Channels(directory, on.queue);
        Voice voice = voice(plan, on, decided, channels);
        closing.add(voice.imports());
        Alarms alarms = closing.add(new Alarms(on, AlarmSettings.from(plan.settings()), directory));
        MeterRole meter = closing.add(meter(plan, on, decided, alarms));
        Vault vault = closing.add(vault(plan, on, voice));
        if (plan.roles().contains(Role.METER)) {
            takeGraphite(plan, meter, closing);
            AgentBrokerSettings.from(plan.settings())
                    .ifPresent(broker -> closing.add(meter.meter().listenAt(broker)));
        }
        if (plan.roles().contains(Role.WORKER)) {
            vault.start(); // names its jobs, before they begin
            closing.add(WorkerRole.start(on, decided, voice, Alarms.ear(meter.meter())));
        }
        Optional<Gateway> gateway = gateway(plan, on, decided, directory, voice, closing);
        WebRole web = null;
        if (plan.roles().contains(Role.WEB)) {
            web =
                    closing.add(
                            WebRole.start(
                                    on,
                                    site(plan, decided, directory, voice, meter, vault, gateway)));
            meter.answersAt(web.outside().orElse(web.address()));
        } else {
            decided.door(plan.roles()).ifPresent(door -> closing.add(inner(on, plan, door, meter)));
        }
        if (plan.roles().contains(Role.METER)) {
            meter.begin(on, plan.home(), decided);
        }
        closing.add(Presence.start(on.database, clock, host(), names(plan.roles())));
        return new Wiring(closing, on, directory, voice, vault, web);
    }

    private static Optional<Gateway> gateway(
            Plan plan,
            Foundations on,
            AppSettings decided,
            ChannelDirectory directory,
            Voice voice,
            Closing closing)
            throws IOException {
        if (!plan.roles().contains(Role.GATEWAY)) {
            return Optional.empty();
        }
        GatewayRole role =
                closing.add(
                        GatewayRole.start(
                                on,
                                plan.home(),
                                decided,
                                directory,
                                plan.handset(),
                                voice::stoppedAmong));
        return Optional.of(role.gateway());
    }

    private static Voice voice(Plan plan, Foundations on, AppSettings decided, Channels channels) {
        return new Voice(
                new Voice.Setup(
                        new Voice.Platform(
                                on.database, on.queue, on.live, on.jobs, on.audit, on.clock),
                        channels,
                        channels,
                        decided.quiet(),
                        decided.country(),
                        plan.home().uploads()));
    }

    private static Vault vault(Plan plan, Foundations on, Voice voice) throws IOException {
        VoicePeople people = new VoicePeople(voice);
        return new Vault(
                new Vault.Setup(
                        new Vault.Platform(
                                on.database,
                                on.queue,
                                on.live,
                                on.jobs,
                                on.audit,
                                on.secrets,
                                on.clock),
                        plan.home().files(),
                        on.random,
                        DocumentSettings.from(plan.settings())),
                new Vault.Neighbours(people, people));
    }

    private static MeterRole meter(Plan plan, Foundations on, AppSettings decided, Alarms alarms)
            throws IOException {
        return plan.roles().contains(Role.METER)
                ? MeterRole.keeping(
                        on,
                        plan.home(),
                        decided,
                        KeepingSettings.from(plan.settings()),
                        alarms.ways())
                : MeterRole.elsewhere(on, decided);
    }

    private static void takeGraphite(Plan plan, MeterRole meter, Closing closing)
            throws IOException {
        Optional<InetSocketAddress> address = IngestSettings.from(plan.settings()).graphite();
        if (address.isPresent()) {
            closing.add(meter.meter().takeGraphite(address.get()));
        }
    }

    /** For supervisors, and for processes that ask this one's store. */
    private static HttpServer inner(Foundations on, Plan plan, HttpSettings door, MeterRole meter) {
        List<Route> doors = plan.roles().contains(Role.METER) ? meter.doors(on) : List.of();
        HttpServer server = HealthDoor.open(on, plan.home(), plan.settings(), door, doors);
        meter.answersAt(Outside.of(door.host(), server.address()).orElse(server.address()));
        return server;
    }

    private static WebRole.Site site(
            Plan plan,
            AppSettings decided,
            ChannelDirectory directory,
            Voice voice,
            MeterRole meter,
            Vault vault,
            Optional<Gateway> gateway) {
        return new WebRole.Site(
                plan.home(),
                plan.settings(),
                decided,
                plan.demo(),
                directory,
                voice,
                meter,
                vault,
                () -> gateway.map(g -> Map.of("waiting", g.intake().waiting())).orElse(Map.of()));
    }

    private static List<String> names(Set<Role> roles) {
        return roles.stream().map(role -> role.name().toLowerCase(Locale.ROOT)).toList();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    /** The console's address, where this process has one. */
    public Optional<URI> console() {
        return Optional.ofNullable(web).map(WebRole::address);
    }

    /** Where other machines find the console, when they may. */
    public Optional<URI> outside() {
        return Optional.ofNullable(web).flatMap(WebRole::outside);
    }

    /** Everything that can be asked for over HTTP; none where this process has no console. */
    public List<Route> routes() {
        return Optional.ofNullable(web).map(WebRole::routes).orElse(List.of());
    }

    /** The link for the first administrator, while there is nobody. */
    public Optional<URI> setupLink() {
        return Optional.ofNullable(web).flatMap(WebRole::setupLink);
    }

    public ChannelDirectory directory() {
        return directory;
    }

    public Voice voice() {
        return voice;
    }

    public Vault vault() {
        return vault;
    }

    /** Walks the whole log of changes. */
    public Verdict verifyAudit() {
        return foundations.audit.verify(foundations.database);
    }

    /** Runs {@code work} in a transaction, for what no person does (the demonstration). */
    public void prepare(HandleConsumer<RuntimeException> work) {
        foundations.database.useTransaction(work);
    }

    /** Accounts, where this process has the console. */
    public Optional<Accounts> accounts() {
        return Optional.ofNullable(web).map(WebRole::accounts);
    }

    @Override
    public void close() {
        closing.close();
    }
}
