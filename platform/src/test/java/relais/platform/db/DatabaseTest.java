package relais.platform.db;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import relais.platform.testing.TestDatabase;

class DatabaseTest {
    @Test
    void eachFreshDatabaseIsItsOwn() {
        try (Database one = TestDatabase.fresh();
                Database two = TestDatabase.fresh()) {
            one.useTransaction(tx -> tx.execute("CREATE TABLE note (word text)"));
            two.useTransaction(tx -> tx.execute("CREATE TABLE note (word text)"));
            one.useTransaction(tx -> tx.execute("INSERT INTO note VALUES ('one')"));
            int inTwo =
                    two.with(
                            h ->
                                    h.createQuery("SELECT count(*) FROM note")
                                            .mapTo(Integer.class)
                                            .one());
            assertThat(inTwo).isZero();
        }
    }
}
