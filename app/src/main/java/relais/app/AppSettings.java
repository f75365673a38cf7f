package relais.app;

import java.net.URI;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import relais.platform.accounts.AccountSettings;
import relais.platform.cache.SharedCache;
import relais.platform.db.DatabaseAddress;
import relais.platform.http.HttpSettings;
import relais.platform.queue.RabbitAddress;
import relais.platform.settings.Parsers;
import relais.platform.settings.Setting;
import relais.platform.settings.Settings;
import relais.vault.DocumentSettings;
import relais.voice.sending.QuietHours;

/**
 * What an operator decides about this process, read once.
 *
 * @param database empty for the embedded PostgreSQL
 * @param standby of the database; empty where there is none, as of the embedded one
 * @param rabbit empty for queues in PostgreSQL
 * @param memcached empty for a cache in process
 * @param country ISO 3166: whose national numbers are meant where no country code is written
 * @param watchesItself whether the machine of the process with the role meter is measured
 * @param meterCopies of each new host's measurements, where there are as many stores
 * @param meterEngine another maker's, that keeps what new hosts measure
 * @param meterAddress where other processes reach this one's store; empty where it answers HTTP
 * @param node this gateway's lasting name, part of message identities
 */
public record AppSettings(
        HttpSettings http,
        Optional<DatabaseAddress> database,
        Optional<DatabaseAddress> standby,
        int connections,
        Optional<RabbitAddress> rabbit,
        List<SharedCache.Server> memcached,
        String country,
        QuietHours quiet,
        String node,
        long spoolBytes,
        int workers,
        Optional<Integer> healthPort,
        String sendsmsChannel,
        Set<String> callbackHosts,
        boolean watchesItself,
        int meterCopies,
        Optional<URI> meterAddress,
        Optional<URI> meterEngine) {

    private static final Setting<String> DATABASE_URL =
            new Setting<>(
                    "database.url",
                    "",
                    "JDBC address of an outside PostgreSQL 15+; empty for the embedded one",
                    false,
                    Parsers.text());
    private static final Setting<String> DATABASE_USER =
            new Setting<>("database.user", "relais", "Its user", false, Parsers.text());
    private static final Setting<String> DATABASE_PASSWORD =
            new Setting<>("database.password", "", "Its password", true, Parsers.text());
    private static final Setting<String> DATABASE_STANDBY =
            new Setting<>(
                    "database.standby",
                    "",
                    "JDBC address of a hot standby of the outside PostgreSQL, read by the console"
                            + " while the primary does not answer; empty for none",
                    false,
                    Parsers.text());
    private static final Setting<Integer> CONNECTIONS =
            new Setting<>(
                    "database.connections",
                    "16",
                    "Connections this process opens at most, 6 to 200",
                    false,
                    Parsers.number(6, 200));
    private static final Setting<List<String>> RABBIT =
            new Setting<>(
                    "queue.rabbitmq",
                    "",
                    "host:port of RabbitMQ nodes, by comma; empty for queues in PostgreSQL",
                    false,
                    Parsers.list(Parsers.someText()));
    private static final Setting<String> RABBIT_USER =
            new Setting<>("queue.rabbitmq-user", "relais", "Its user", false, Parsers.text());
    private static final Setting<String> RABBIT_PASSWORD =
            new Setting<>("queue.rabbitmq-password", "", "Its password", true, Parsers.text());
    private static final Setting<String> RABBIT_HOST =
            new Setting<>(
                    "queue.rabbitmq-virtual-host",
                    "/",
                    "Its virtual host",
                    false,
                    Parsers.someText());
    private static final Setting<Boolean> RABBIT_TLS =
            new Setting<>(
                    "queue.rabbitmq-tls",
                    "no",
                    "Whether to speak TLS with it, yes or no",
                    false,
                    Parsers.yesNo());
    private static final Setting<List<SharedCache.Server>> MEMCACHED =
            new Setting<>(
                    "cache.memcached",
                    "",
                    "host:port of memcached servers, by comma, for numbers that several web"
                            + " processes need not each count; empty for a cache in process",
                    false,
                    Parsers.list(AppSettings::memcachedServer));
    private static final Setting<String> COUNTRY =
            new Setting<>(
                    "voice.country",
                    "BI",
                    "Country (ISO 3166) of numbers written without a country code",
                    false,
                    countryCode());
    private static final Setting<String> QUIET =
            new Setting<>(
                    "voice.quiet-hours",
                    "21:00-07:00",
                    "Hours without mass sending, or none; replies to a person always go",
                    false,
                    checked(text -> QuietHours.parse(text, ZoneId.of("UTC"))));
    private static final Setting<String> ZONE =
            new Setting<>(
                    "voice.time-zone",
                    "Africa/Bujumbura",
                    "Time zone of the quiet hours",
                    false,
                    checked(ZoneId::of));
    private static final Setting<String> NODE =
            new Setting<>(
                    "gateway.node",
                    "g1",
                    "This gateway's lasting name: a-z, 0-9, -; each gateway has its own",
                    false,
                    checked(AppSettings::nodeName));
    private static final Setting<Long> SPOOL =
            new Setting<>(
                    "gateway.spool",
                    "1GB",
                    "Space for messages not yet handed on; beyond it the provider keeps them",
                    false,
                    Parsers.bytes(16L << 20, 1L << 40));
    private static final Setting<Integer> WORKERS =
            new Setting<>(
                    "worker.threads",
                    "2",
                    "Queue partitions handled at a time, 1 to 64",
                    false,
                    Parsers.number(1, 64));

    private static final Setting<Integer> HEALTH_PORT =
            new Setting<>(
                    "health.port",
                    "0",
                    "Port of /live, /ready and /metrics where this process has no console; 0 for none",
                    false,
                    Parsers.port());
    private static final Setting<String> SENDSMS_CHANNEL =
            new Setting<>(
                    "gateway.sendsms-channel",
                    "",
                    "Channel of sendsms requests that name none (smsc); empty: the only one",
                    false,
                    Parsers.text());
    private static final Setting<List<String>> CALLBACK_HOSTS =
            new Setting<>(
                    "gateway.sendsms-callback-hosts",
                    "",
                    "The only hosts a sendsms dlr-url may name, by comma; empty: any but"
                            + " link-local and other reserved addresses",
                    false,
                    Parsers.list(Parsers.someText()));

    private static final Setting<Boolean> WATCH =
            new Setting<>(
                    "meter.watch-this-host",
                    "yes",
                    "Whether the process with the role meter measures its own machine, yes or no",
                    false,
                    Parsers.yesNo());

    private static final Setting<Integer> COPIES =
            new Setting<>(
                    "meter.copies",
                    "1",
                    "Stores that keep each new host's measurements: 1, or 2 so that one may be lost",
                    false,
                    Parsers.number(1, 2));
    private static final Setting<String> METER_ENGINE =
            new Setting<>(
                    "meter.engine",
                    "",
                    "URL of a Prometheus-compatible engine (remote write and query API) that keeps"
                            + " new hosts' measurements; empty: our own stores",
                    false,
                    checkedUrl());
    private static final Setting<String> METER_ADDRESS =
            new Setting<>(
                    "meter.address",
                    "",
                    "URL at which other processes reach this one's store; empty: where it answers"
                            + " HTTP, by its own address",
                    false,
                    checkedUrl());

    /** Every setting there is, in the order they are listed. */
    public static List<Setting<?>> declared() {
        List<Setting<?>> all = new ArrayList<>(HttpSettings.declared());
        all.addAll(AccountSettings.declared());
        all.addAll(KeepingSettings.declared());
        all.addAll(DocumentSettings.declared());
        all.addAll(Leaving.declared());
        all.addAll(AlarmSettings.declared());
        all.addAll(IngestSettings.declared());
        all.addAll(AgentBrokerSettings.declared());
        all.addAll(
                List.of(
                        DATABASE_URL,
                        DATABASE_USER,
                        DATABASE_PASSWORD,
                        DATABASE_STANDBY,
                        CONNECTIONS,
                        RABBIT,
                        RABBIT_USER,
                        RABBIT_PASSWORD,
                        RABBIT_HOST,
                        RABBIT_TLS,
                        MEMCACHED,
                        COUNTRY,
                        QUIET,
                        ZONE,
                        NODE,
                        SPOOL,
                        WORKERS,
                        HEALTH_PORT,
                        SENDSMS_CHANNEL,
                        CALLBACK_HOSTS,
                        WATCH,
                        COPIES,
                        METER_ADDRESS,
                        METER_ENGINE));
        return List.copyOf(all);
    }

    public static AppSettings from(Settings settings) {
        return new AppSettings(
                HttpSettings.from(settings),
                databaseAt(settings.get(DATABASE_URL), settings),
                standby(settings),
                settings.get(CONNECTIONS),
                rabbit(settings),
                settings.get(MEMCACHED),
                settings.get(COUNTRY),
                QuietHours.parse(settings.get(QUIET), ZoneId.of(settings.get(ZONE))),
                settings.get(NODE),
                settings.get(SPOOL),
                settings.get(WORKERS),
                Optional.of(settings.get(HEALTH_PORT)).filter(port -> port > 0),
                settings.get(SENDSMS_CHANNEL),
                settings.get(CALLBACK_HOSTS).stream()
                        .map(host -> host.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet()),
                settings.get(WATCH),
                settings.get(COPIES),
                Optional.of(settings.get(METER_ADDRESS))
                        .filter(text -> !text.isEmpty())
                        .map(URI::create),
                Optional.of(settings.get(METER_ENGINE))
                        .filter(text -> !text.isEmpty())
                        .map(URI::create));
    }

    private static Optional<DatabaseAddress> databaseAt(String url, Settings settings) {
        return url.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new DatabaseAddress(
                                url, settings.get(DATABASE_USER), settings.get(DATABASE_PASSWORD)));
    }

    private static Optional<DatabaseAddress> standby(Settings settings) {
        String url = settings.get(DATABASE_STANDBY);
        if (!url.isEmpty() && settings.get(DATABASE_URL).isEmpty()) {
            throw new IllegalStateException(
                    "database.standby is for an outside PostgreSQL: set database.url too");
        }
        return databaseAt(url, settings);
    }

    /** Where a process of these roles answers over HTTP, if it does. */
    Optional<HttpSettings> door(Set<Role> roles) {
        return roles.contains(Role.WEB)
                ? Optional.of(http)
                : healthPort.map(
                        port ->
                                new HttpSettings(
                                        http.host(),
                                        port,
                                        http.tls(),
                                        http.trustedProxies(),
                                        http.limits()));
    }

    private static Optional<RabbitAddress> rabbit(Settings settings) {
        List<String> hosts = settings.get(RABBIT);
        return hosts.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new RabbitAddress(
                                hosts,
                                settings.get(RABBIT_HOST),
                                settings.get(RABBIT_USER),
                                settings.get(RABBIT_PASSWORD),
                                settings.get(RABBIT_TLS),
                                "relais"));
    }

    private static Function<String, String> countryCode() {
        Set<String> known = Set.of(Locale.getISOCountries());
        return text -> {
            if (!known.contains(text)) {
                throw new IllegalArgumentException("two letters of ISO 3166, such as BI");
            }
            return text;
        };
    }

    private static Function<String, String> checkedUrl() {
        return text -> {
            if (!text.isEmpty() && !text.matches("https?://[^/ ]+/?")) {
                throw new IllegalArgumentException("http://host:port or https://host:port");
            }
            return text;
        };
    }

    /** Keeps the text where {@code check} accepts it. */
    private static Function<String, String> checked(Function<String, ?> check) {
        return text -> {
            try {
                Objects.requireNonNull(check.apply(text));
                return text;
            } catch (DateTimeException e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        };
    }

    private static SharedCache.Server memcachedServer(String text) {
        int colon = text.lastIndexOf(':');
        if (colon <= 0 || !text.substring(colon + 1).matches("\\d{1,5}")) {
            throw new IllegalArgumentException("host:port, such as cache1:11211");
        }
        int port = Integer.parseInt(text.substring(colon + 1));
        return new SharedCache.Server(text.substring(0, colon), port);
    }

    private static String nodeName(String text) {
        if (!text.matches("[a-z0-9][a-z0-9-]{0,30}")) {
            throw new IllegalArgumentException("a-z, 0-9 and -, at most 31");
        }
        return text;
    }
}
