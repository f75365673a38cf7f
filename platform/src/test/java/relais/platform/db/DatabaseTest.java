package relais.platform.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.Test;
import relais.platform.testing.FreePort;
import relais.platform.testing.TestDatabase;

class DatabaseTest {
    @Test
    void eachFreshDatabaseIsItsOwn() {
        try (Database one = TestDatabase.fresh();
                Database two = TestDatabase.fresh()) {
            one.useTransaction(tx -> tx.execute("CREATE TABLE note (word text)"));
            two.useTransaction(tx -> tx.execute("CREATE TABLE note (word text)"));
            one.useTransaction(tx -> tx.execute("INSERT INTO note VALUES ('one')"));
            assertThat(number(two, "SELECT count(*) FROM note")).isZero();
        }
    }

    @Test
    void aSecondMigrationOfTheSameScriptsDoesNotTouchTheDatabase() {
        try (Database database = TestDatabase.fresh()) {
            database.useTransaction(tx -> tx.execute("DROP TABLE platform_schema_history"));
            database.migrate("platform");
            assertThat(number(database, "SELECT count(to_regclass('platform_schema_history'))"))
                    .as("Flyway was not asked")
                    .isZero();
        }
    }

    @Test
    void withSeveralHostsTheOneThatAnswersIsUsed() {
        DatabaseAddress real = TestDatabase.freshAddress();
        String dead = "jdbc:postgresql://127.0.0.1:" + FreePort.find() + ",";
        DatabaseAddress both =
                new DatabaseAddress(
                        real.url().replace("jdbc:postgresql://", dead),
                        real.user(),
                        real.password());
        try (Database database = Database.open(both, 2)) {
            assertThat(number(database, "SELECT 1")).isOne();
        }
    }

    @Test
    void aClientThatFreezesInsideATransactionIsCutOff() {
        try (Database database = TestDatabase.fresh()) {
            assertThatThrownBy(
                            () ->
                                    database.useTransaction(
                                            tx -> {
                                                tx.execute(
                                                        "SET LOCAL"
                                                                + " idle_in_transaction_session_timeout"
                                                                + " = 20");
                                                Thread.sleep(200);
                                                tx.execute("SELECT 1");
                                            }))
                    .isInstanceOf(UnableToExecuteStatementException.class);
            assertThat(number(database, "SELECT 1")).isOne();
        }
    }

    @Test
    void thePasswordDoesNotShow() {
        DatabaseAddress address = new DatabaseAddress("jdbc:postgresql://db/x", "relais", "geheim");
        assertThat(address.toString()).doesNotContain("geheim");
    }

    private static long number(Database database, String sql) {
        return database.with(h -> h.createQuery(sql).mapTo(Long.class).one());
    }
}
