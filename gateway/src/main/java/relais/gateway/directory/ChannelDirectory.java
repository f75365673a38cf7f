package relais.gateway.directory;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jdbi.v3.core.Handle;
import relais.gateway.channel.ChannelSettings;
import relais.gateway.preview.Price;
import relais.platform.db.Database;
import relais.platform.live.LiveFeed;
import relais.platform.secrets.Sealed;
import relais.platform.secrets.Secrets;

/**
 * The channels, kept in memory and read anew whenever somebody, in whatever process, changed one. A
 * change is announced when it commits.
 */
public final class ChannelDirectory implements AutoCloseable {
    /** What {@link LiveFeed} announces to running gateways. */
    static final String SETTINGS = "channel-settings";

    /** What it announces to screens; they hear it for a line's state too. */
    public static final String SCREENS = "channels";

    /** One screen's worth; each open channel is a connection and a journal. */
    public static final int MOST_CHANNELS = 100;

    private final Database database;
    private final Secrets secrets;
    private final LiveFeed live;
    private final InstantSource clock;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final AutoCloseable listening;
    private volatile List<Channel> channels;

    public ChannelDirectory(
            Database database, Secrets secrets, LiveFeed live, InstantSource clock) {
        this.database = database;
        this.secrets = secrets;
        this.live = live;
        this.clock = clock;
        this.channels = load();
        this.listening = live.listen(Set.of(SETTINGS), _ -> reload());
    }

    /** All channels by name. */
    public List<Channel> all() {
        return channels;
    }

    public Optional<Channel> find(String name) {
        return channels.stream().filter(channel -> channel.name().equals(name)).findFirst();
    }

    public Optional<Channel> find(long id) {
        return channels.stream().filter(channel -> channel.id() == id).findFirst();
    }

    /** Runs {@code listener} after each reload, on a thread that it must not hold up. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** Adds a channel; empty where the name is taken. */
    public Optional<Long> add(Handle tx, ChannelSettings settings, String country, Price price) {
        Optional<Long> id =
                tx.createQuery(
                                """
                                insert into gateway_channel (name, kind, sender, window_size,
                                    rate_per_second, paused, country, price, currency, link,
                                    secrets, created_at, changed_at)
                                values (:name, :kind, :sender, :window, :rate, :paused, :country,
                                    :price, :currency, cast(:link as jsonb), :secrets, :now, :now)
                                on conflict (name) do nothing returning id
                                """)
                        .bindMap(values(settings, country, price))
                        .mapTo(Long.class)
                        .findOne();
        announce(tx);
        return id;
    }

    /** Changes all but name and kind, which are a channel's identity; false if it is gone. */
    public boolean change(
            Handle tx, long id, ChannelSettings settings, String country, Price price) {
        int changed =
                tx.createUpdate(
                                """
                                update gateway_channel
                                set sender = :sender, window_size = :window,
                                    rate_per_second = :rate, paused = :paused, country = :country,
                                    price = :price, currency = :currency,
                                    link = cast(:link as jsonb), secrets = :secrets,
                                    changed_at = :now
                                where id = :id and name = :name and kind = :kind
                                """)
                        .bindMap(values(settings, country, price))
                        .bind("id", id)
                        .execute();
        announce(tx);
        return changed == 1;
    }

    /** Stops or resumes sending; false if the channel is gone. */
    public boolean pause(Handle tx, long id, boolean paused) {
        int changed =
                tx.createUpdate(
                                """
                                update gateway_channel set paused = :paused, changed_at = :now
                                where id = :id
                                """)
                        .bind("paused", paused)
                        .bind("now", Timestamp.from(clock.instant()))
                        .bind("id", id)
                        .execute();
        announce(tx);
        return changed == 1;
    }

    public boolean remove(Handle tx, long id) {
        int gone =
                tx.createUpdate("delete from gateway_channel where id = :id")
                        .bind("id", id)
                        .execute();
        announce(tx);
        return gone == 1;
    }

    private void announce(Handle tx) {
        live.changed(tx, SETTINGS);
        live.changed(tx, SCREENS);
        tx.afterCommit(this::reload);
    }

    private Map<String, Object> values(ChannelSettings settings, String country, Price price) {
        byte[] sealed =
                secrets.seal(StoredLink.secrets(settings.link()), context(settings.name())).bytes();
        return Map.ofEntries(
                Map.entry("name", settings.name()),
                Map.entry("kind", settings.link().kind()),
                Map.entry("sender", settings.sender()),
                Map.entry("window", settings.window()),
                Map.entry("rate", settings.ratePerSecond()),
                Map.entry("paused", settings.paused()),
                Map.entry("country", country),
                Map.entry("price", price.perSegment()),
                Map.entry("currency", price.currency()),
                Map.entry("link", StoredLink.json(settings.link())),
                Map.entry("secrets", sealed),
                Map.entry("now", Timestamp.from(clock.instant())));
    }

    private static String context(String name) {
        return "gateway_channel:" + name;
    }

    private void reload() {
        channels = load();
        listeners.forEach(Runnable::run);
    }

    private List<Channel> load() {
        return database.with(
                handle ->
                        handle.createQuery(
                                        """
                                        select id, name, kind, sender, window_size,
                                            rate_per_second, paused, country, price, currency,
                                            link, secrets
                                        from gateway_channel order by name limit :most
                                        """)
                                .bind("most", MOST_CHANNELS)
                                .map((row, _) -> channel(row))
                                .list());
    }

    private Channel channel(ResultSet row) throws SQLException {
        String name = row.getString("name");
        byte[] opened = secrets.open(new Sealed(row.getBytes("secrets")), context(name));
        String link = row.getString("link");
        BigDecimal price = row.getBigDecimal("price").stripTrailingZeros();
        return new Channel(
                row.getLong("id"),
                new ChannelSettings(
                        name,
                        StoredLink.read(row.getString("kind"), link, opened),
                        row.getString("sender"),
                        row.getInt("window_size"),
                        row.getDouble("rate_per_second"),
                        row.getBoolean("paused")),
                row.getString("country"),
                new Price(price, row.getString("currency")));
    }

    @Override
    public void close() throws Exception {
        listening.close();
    }
}
