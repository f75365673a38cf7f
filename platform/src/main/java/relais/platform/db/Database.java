package relais.platform.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.jspecify.annotations.Nullable;

/** The one relational store: pooled connections, transactions and each module's migrations. */
public final class Database implements AutoCloseable {
    /** The oldest PostgreSQL that the tests meet. */
    private static final int OLDEST_VERSION = 15;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /**
     * A statement that takes longer is a mistake or a lock that somebody forgot; work known to be
     * long says {@code SET LOCAL statement_timeout} itself.
     */
    private static final Duration LONGEST_STATEMENT = Duration.ofSeconds(60);

    /** A client that froze inside a transaction gives its locks back after this long. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    /** Longer than the longest statement: only a dead server or network is silent for so long. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(90);

    private static final String UNFLUSHED = "SET LOCAL synchronous_commit = off";
    private static final String ROUTINE =
            "SET LOCAL plan_cache_mode = force_generic_plan; SET LOCAL enable_seqscan = off";

    private static final String SESSION =
            // A plan kept from when a table was small ruins a batch once it is not; planning
            // anew costs a batch a fraction of a millisecond.
            "SET plan_cache_mode = force_custom_plan;"
                    + " SET statement_timeout = %d; SET idle_in_transaction_session_timeout = %d"
                            .formatted(LONGEST_STATEMENT.toMillis(), LONGEST_PAUSE.toMillis());

    private final DatabaseAddress address;
    private final HikariDataSource pool;
    private final DataSource patient;
    private final @Nullable Standby standby;
    private final Jdbi jdbi;
    private final Notifications notifications;

    private Database(DatabaseAddress address, HikariDataSource pool) {
        this(address, pool, pool, null, Jdbi.create(pool));
    }

    private Database(
            DatabaseAddress address,
            HikariDataSource pool,
            PatientSource patient,
            Standby standby) {
        this(address, pool, patient, standby, Jdbi.create(standby::connect));
    }

    private Database(
            DatabaseAddress address,
            HikariDataSource pool,
            DataSource patient,
            @Nullable Standby standby,
            Jdbi plain) {
        this.address = address;
        this.pool = pool;
        this.patient = patient;
        this.standby = standby;
        this.jdbi = plain.installPlugin(new PostgresPlugin());
        jdbi.registerArrayType(Timestamp.class, "timestamptz");
        jdbi.registerArrayType(BigDecimal.class, "numeric");
        this.notifications = new Notifications(this);
    }

    /**
     * Opens a pool of at most {@code connections}; fails within ten seconds if nothing answers, and
     * at once if what answers is too old.
     */
    public static Database open(DatabaseAddress address, int connections) {
        return open(address, connections, Optional.empty());
    }

    /**
     * The same, with a hot standby that those who look ({@link Asker}) are shown while the primary
     * at {@code address} is away.
     */
    public static Database open(
            DatabaseAddress address, int connections, Optional<DatabaseAddress> standby) {
        HikariConfig config = pooled(address, connections);
        config.setInitializationFailTimeout(PATIENCE.toMillis());
        if (standby.isPresent()) {
            config.setConnectionTimeout(Standby.FIRST_DOUBT.toMillis());
            config.setValidationTimeout(Standby.FIRST_DOUBT.toMillis() / 2);
        }
        HikariDataSource pool = new HikariDataSource(config);
        try (Connection connection = pool.getConnection()) {
            int version = connection.getMetaData().getDatabaseMajorVersion();
            if (version < OLDEST_VERSION) {
                throw new IllegalStateException(
                        "PostgreSQL %d at %s is too old: Relais needs %d or newer"
                                .formatted(version, address.url(), OLDEST_VERSION));
            }
            if (standby.isEmpty()) {
                return new Database(address, pool);
            }
            PatientSource patient = new PatientSource(pool, PATIENCE);
            HikariDataSource reading = reading(standby.get(), connections);
            return new Database(address, pool, patient, new Standby(address, patient, reading));
        } catch (SQLException | RuntimeException e) {
            pool.close();
            throw e instanceof RuntimeException known ? known : new IllegalStateException(e);
        }
    }

    private static HikariConfig pooled(DatabaseAddress address, int connections) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("database");
        config.setJdbcUrl(address.url());
        config.setUsername(address.user());
        config.setPassword(address.password());
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(Math.min(2, connections));
        config.setConnectionTimeout(PATIENCE.toMillis());
        config.setConnectionInitSql(SESSION);
        driverProperties().forEach((key, value) -> config.addDataSourceProperty("" + key, value));
        config.addDataSourceProperty("socketTimeout", "" + LONGEST_SILENCE.toSeconds());
        return config;
    }

    /** Connects only when it is asked, and never writes, whatever the server has become. */
    private static HikariDataSource reading(DatabaseAddress standby, int connections) {
        HikariConfig config = pooled(standby, connections);
        config.setPoolName("database-standby");
        config.setMinimumIdle(0);
        config.setConnectionTimeout(Standby.FIRST_DOUBT.toMillis());
        config.setValidationTimeout(Standby.FIRST_DOUBT.toMillis() / 2);
        config.setInitializationFailTimeout(-1);
        config.setReadOnly(true);
        config.setConnectionInitSql(SESSION + "; SET default_transaction_read_only = on");
        config.addDataSourceProperty("targetServerType", "preferSecondary");
        return new HikariDataSource(config);
    }

    /** The URL's own parameters win over these. */
    private static Properties driverProperties() {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "relais");
        properties.setProperty("reWriteBatchedInserts", "true");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("tcpKeepAlive", "true");
        // With several hosts in the URL: the one that takes writes, wherever it is now.
        properties.setProperty("targetServerType", "primary");
        return properties;
    }

    DatabaseAddress address() {
        return address;
    }

    /** A connection outside the pool, for one that stays open for good; no timeouts are set. */
    Connection connectOutsidePool() throws SQLException {
        return connect(address);
    }

    static Connection connect(DatabaseAddress address) throws SQLException {
        return connect(address, new Properties());
    }

    static Connection connect(DatabaseAddress address, Properties more) throws SQLException {
        Properties properties = driverProperties();
        properties.putAll(more);
        properties.setProperty("user", address.user());
        properties.setProperty("password", address.password());
        return DriverManager.getConnection(address.url(), properties);
    }

    /**
     * Runs {@code work} in one transaction: committed when it returns, rolled back when it throws.
     */
    public <T, X extends Exception> T inTransaction(HandleCallback<T, X> work) throws X {
        return jdbi.inTransaction(work);
    }

    /** Like {@link #inTransaction} for work that returns nothing. */
    public <X extends Exception> void useTransaction(HandleConsumer<X> work) throws X {
        jdbi.useTransaction(work);
    }

    /**
     * Like {@link #inTransaction}, committed without waiting for the disk: for what is done again
     * where it is lost, or what any later commit makes durable with itself, since the database's
     * log is written in order.
     */
    public <T, X extends Exception> T inUnflushedTransaction(HandleCallback<T, X> work) throws X {
        return jdbi.inTransaction(tx -> unflushed(tx, work));
    }

    /** The same on a connection that is open already. */
    public static <T, X extends Exception> T unflushed(Handle tx, HandleCallback<T, X> work)
            throws X {
        tx.execute(UNFLUSHED);
        return work.withHandle(tx);
    }

    /**
     * Like {@link #inTransaction} for the same few statements again and again, that find their rows
     * by keys: they, the triggers and the foreign keys' checks are planned once per connection, and
     * by indexes however small the tables were then. Planning costs more than most of them.
     */
    public <T, X extends Exception> T inRoutine(HandleCallback<T, X> work) throws X {
        return jdbi.inTransaction(
                tx -> {
                    tx.execute(ROUTINE);
                    return work.withHandle(tx);
                });
    }

    /** The same, {@linkplain #inUnflushedTransaction unflushed}. */
    public <T, X extends Exception> T inUnflushedRoutine(HandleCallback<T, X> work) throws X {
        return jdbi.inTransaction(
                tx -> {
                    tx.execute(UNFLUSHED + "; " + ROUTINE);
                    return work.withHandle(tx);
                });
    }

    /** Runs {@code work} on one connection, each statement committed by itself. */
    public <T, X extends Exception> T with(HandleCallback<T, X> work) throws X {
        return jdbi.withHandle(work);
    }

    /**
     * Brings one module's tables up to date from {@code db/migration/<module>} on the class path.
     * Costs a millisecond or two when they are.
     */
    public void migrate(String module) {
        new Migration(this, module).run();
    }

    /** Whether a module's tables are those that {@link #migrate} would make. */
    public Schema schema(String module) {
        return new Migration(this, module).schema();
    }

    /** Word between processes on this database; shared by all who use this object. */
    public Notifications notifications() {
        return notifications;
    }

    /** For libraries that want a plain pool (job scheduler, metrics). */
    public DataSource pool() {
        return patient;
    }

    /** Whether the primary is away and a standby answers those who look. */
    public boolean readsOnly() {
        return standby != null && standby.readsOnly();
    }

    /** Calls {@code told} whenever {@link #readsOnly} has become another; it must be quick. */
    public void whenTurned(Runnable told) {
        if (standby != null) {
            standby.whenTurned(told);
        }
    }

    /** A handle's type is Jdbi's own; modules write SQL in text blocks beside its use. */
    public Handle open() {
        return jdbi.open();
    }

    @Override
    public void close() {
        notifications.close();
        if (standby != null) {
            standby.close();
        }
        pool.close();
    }
}
