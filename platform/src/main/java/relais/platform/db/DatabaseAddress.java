package relais.platform.db;

/**
 * Where a PostgreSQL answers.
 *
 * @param url a JDBC URL; may name several hosts and pgjdbc's failover options
 * @param user role to log in as
 * @param password its password; never logged
 */
public record DatabaseAddress(String url, String user, String password) {
    @Override
    public String toString() {
        return user + " at " + url;
    }
}
