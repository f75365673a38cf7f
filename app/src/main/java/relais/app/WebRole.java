package relais.app;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import relais.gateway.api.ChannelsApi;
import relais.gateway.api.TextPreviewApi;
import relais.gateway.directory.ChannelDirectory;
import relais.gateway.directory.GatewayPermissions;
import relais.gateway.directory.LineBoard;
import relais.gateway.kannel.KannelCallbacks;
import relais.gateway.kannel.Sendsms;
import relais.meter.Meter;
import relais.platform.accounts.AccountSettings;
import relais.platform.accounts.Accounts;
import relais.platform.accounts.SetupLinks;
import relais.platform.api.AdminPermissions;
import relais.platform.api.AuditApi;
import relais.platform.api.DeadLettersApi;
import relais.platform.api.LiveApi;
import relais.platform.api.MeApi;
import relais.platform.api.Repeats;
import relais.platform.api.SessionApi;
import relais.platform.api.SettingsApi;
import relais.platform.api.StatusApi;
import relais.platform.api.TokensApi;
import relais.platform.api.UserGroupsApi;
import relais.platform.api.UsersApi;
import relais.platform.http.HttpServer;
import relais.platform.http.Route;
import relais.platform.identity.GrantablePermission;
import relais.platform.settings.Settings;
import relais.vault.Vault;
import relais.voice.Voice;

/** The console and the API. Holds nothing of its own: any number may run side by side. */
final class WebRole implements AutoCloseable {
    private final HttpServer server;
    private final LiveApi live;
    private final Accounts accounts;
    private final String host;
    private final Leaving leaving;

    private WebRole(
            HttpServer server, String host, LiveApi live, Accounts accounts, Leaving leaving) {
        this.leaving = leaving;
        this.server = server;
        this.host = host;
        this.live = live;
        this.accounts = accounts;
    }

    /** Where the routes of other modules come from, and what this installation is. */
    record Site(
            Home home,
            Settings settings,
            AppSettings decided,
            boolean demo,
            ChannelDirectory directory,
            Voice voice,
            MeterRole meter,
            Vault vault,
            Supplier<Map<String, Long>> spool) {}

    static WebRole start(Foundations on, Site site) {
        Accounts accounts = accounts(on, site.settings());
        site.voice().imports().resumeUnfinished();
        Repeats repeats = new Repeats(on.database, on.clock);
        List<Route> routes = new ArrayList<>(repeats.guard(site.voice().routes()));
        routes.addAll(repeats.guard(site.meter().meter().routes()));
        routes.addAll(site.vault().routes());
        routes.addAll(site.meter().meter().secretRoutes());
        routes.addAll(site.meter().doors(on));
        routes.addAll(repeats.guard(repeatable(on, accounts)));
        routes.addAll(gatewayRoutes(on, site, accounts));
        Leaving leaving = new Leaving(site.settings());
        routes.addAll(platformRoutes(on, site, accounts));
        routes.addAll(HealthDoor.routes(on, site.home(), leaving));
        LiveApi live = new LiveApi(on.live, site.vault()::mayHear);
        routes.addAll(live.routes());
        HttpServer server =
                HttpServer.start(
                        site.decided().http(), routes, accounts, on.metrics, Version.NUMBER);
        return new WebRole(server, site.decided().http().host(), live, accounts, leaving);
    }

    static Accounts accounts(Foundations on, Settings settings) {
        return new Accounts(
                on.database,
                on.secrets,
                on.audit,
                on.clock,
                on.random,
                grantable(),
                AccountSettings.from(settings));
    }

    private static List<GrantablePermission> grantable() {
        List<GrantablePermission> all = new ArrayList<>(Voice.grantable());
        all.addAll(GatewayPermissions.grantable());
        all.addAll(Meter.grantable());
        all.addAll(Vault.grantable());
        all.addAll(AdminPermissions.grantable());
        return all;
    }

    /** Whose answers hold no secret, so that they may be kept and given again. */
    private static List<Route> repeatable(Foundations on, Accounts accounts) {
        List<Route> routes = new ArrayList<>(new UserGroupsApi(accounts).routes());
        routes.addAll(new DeadLettersApi(on.queue, on.audit, on.database).routes());
        return routes;
    }

    private static List<Route> gatewayRoutes(Foundations on, Site site, Accounts accounts) {
        ChannelDirectory directory = site.directory();
        List<Route> routes = new ArrayList<>();
        routes.addAll(
                new ChannelsApi(
                                on.database,
                                directory,
                                new LineBoard(on.database, on.clock),
                                on.queue,
                                on.audit)
                        .routes());
        routes.addAll(new TextPreviewApi(directory).routes());
        routes.addAll(new KannelCallbacks(on.database, on.queue, directory, on.clock).routes());
        routes.addAll(
                new Sendsms(
                                on.database,
                                on.queue,
                                directory,
                                accounts,
                                on.secrets,
                                site.decided().sendsmsChannel(),
                                on.cache,
                                on.clock)
                        .routes());
        return routes;
    }

    private static List<Route> platformRoutes(Foundations on, Site site, Accounts accounts) {
        List<Route> routes = new ArrayList<>();
        routes.addAll(new SessionApi(accounts, site.demo(), Version.NUMBER).routes());
        routes.addAll(new MeApi(accounts).routes());
        routes.addAll(new UsersApi(accounts).routes());
        routes.addAll(new TokensApi(accounts).routes());
        routes.addAll(new AuditApi(on.audit, on.database).routes());
        routes.addAll(new SettingsApi(site.settings()).routes());
        routes.addAll(
                new StatusApi(
                                on.database,
                                on.cache,
                                on.queue,
                                site.home().folder(),
                                site.spool(),
                                site.meter().meter()::numbers,
                                Version.NUMBER,
                                on.clock)
                        .routes());
        return routes;
    }

    URI address() {
        return server.address();
    }

    /** For other machines; empty when only this one is answered. */
    Optional<URI> outside() {
        return Outside.of(host, address());
    }

    List<Route> routes() {
        return server.routes();
    }

    /** The link for the first administrator, while there is nobody. */
    Optional<URI> setupLink() {
        return accounts.setupLinks()
                .first()
                .map(SetupLinks.Link::token)
                .map(token -> outside().orElse(address()).resolve("/setup#" + token));
    }

    Accounts accounts() {
        return accounts;
    }

    @Override
    public void close() {
        leaving.begin();
        live.close(); // else the server waits for screens that stay open
        server.close();
    }
}
