package relais.platform.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;
import relais.platform.db.Database;
import relais.platform.testing.TestDatabase;

class DatabaseBackupTest {
    private static final Passphrase PASSPHRASE =
            new Passphrase("kept in the safe of the town hall");

    private static Database used() {
        Database database = TestDatabase.fresh();
        database.useTransaction(
                tx -> {
                    tx.execute(
                            """
                            INSERT INTO platform_user_group (name, permissions)
                            SELECT 'group ' || i, '{a.b,"c d",NULL}' FROM generate_series(1, 500) i
                            """);
                    tx.execute("CREATE SCHEMA legacy_old");
                    tx.execute(
                            "CREATE TABLE legacy_old.\"Tab le\" (\"Na\"\"me\" text, n numeric(9,2))");
                    tx.execute(
                            "INSERT INTO legacy_old.\"Tab le\" VALUES (E'tab\\t line\\n \\\\. é', 1.50),"
                                    + " (NULL, NULL)");
                });
        return database;
    }

    private static byte[] backup(Database database) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (SealedOutput out = new SealedOutput(bytes, PASSPHRASE, new Random(3))) {
            new DatabaseDump(database).writeTo(out, table -> {}, tx -> {});
        }
        return bytes.toByteArray();
    }

    private static InputStream open(byte[] backup) throws IOException {
        return new SealedInput(new ByteArrayInputStream(backup), PASSPHRASE);
    }

    @Test
    void everyRowComesBackInANewDatabase() throws Exception {
        Database old = used();
        byte[] backup = backup(old);
        Database fresh = TestDatabase.fresh();
        Contents contents = new DatabaseRestore(fresh).readFrom(open(backup), tx -> {});
        assertThat(contents.rows()).isGreaterThan(500);
        assertThat(rows(fresh)).isEqualTo(rows(old));
        long next =
                fresh.with(
                        h ->
                                h.createQuery(
                                                "INSERT INTO platform_user_group (name) VALUES ('x')"
                                                        + " RETURNING id")
                                        .mapTo(Long.class)
                                        .one());
        assertThat(next).as("numbers go on where they were").isGreaterThan(500);
    }

    @Test
    void whatComesBackIsNotNotedAsAChange() throws Exception {
        byte[] backup = backup(used());
        Database fresh = TestDatabase.fresh();
        fresh.useTransaction(
                tx -> {
                    tx.execute("CREATE SCHEMA noted");
                    tx.execute("CREATE TABLE noted.change (event text)");
                    tx.execute(
                            """
                            CREATE FUNCTION noted.note() RETURNS trigger LANGUAGE plpgsql AS
                            'BEGIN INSERT INTO noted.change VALUES (TG_OP); RETURN NULL; END'
                            """);
                    tx.execute(
                            "CREATE TRIGGER note AFTER INSERT OR DELETE ON platform_user_group"
                                    + " EXECUTE FUNCTION noted.note()");
                });
        new DatabaseRestore(fresh).readFrom(open(backup), tx -> {});
        assertThat(noted(fresh)).isZero();
        fresh.useTransaction(
                tx -> tx.execute("INSERT INTO platform_user_group (name) VALUES ('x')"));
        assertThat(noted(fresh)).as("from now on").isEqualTo(1);
    }

    private static long noted(Database database) {
        return database.with(
                h -> h.createQuery("SELECT count(*) FROM noted.change").mapTo(Long.class).one());
    }

    private static String rows(Database database) {
        return database.with(
                h ->
                        h.createQuery(
                                        """
                                        SELECT (SELECT string_agg(g::text, '|' ORDER BY id)
                                          FROM platform_user_group g) ||
                                          (SELECT string_agg(t::text, '|' ORDER BY n)
                                          FROM legacy_old."Tab le" t)
                                        """)
                                .mapTo(String.class)
                                .one());
    }

    @Test
    void aDatabaseInUseIsNotOverwritten() throws Exception {
        Database database = TestDatabase.fresh();
        byte[] backup = backup(database);
        database.useTransaction(
                tx ->
                        tx.execute(
                                "INSERT INTO platform_user (name, login, locale, active, created_at)"
                                        + " VALUES ('Ann', 'ann', 'fr', true, now())"));
        assertThatThrownBy(() -> new DatabaseRestore(database).readFrom(open(backup), tx -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("users already");
    }

    @Test
    void aWrongPassphraseOpensNothing() throws Exception {
        byte[] backup = backup(TestDatabase.fresh());
        assertThatThrownBy(
                        () ->
                                new SealedInput(
                                                new ByteArrayInputStream(backup),
                                                new Passphrase("somebody's other guess"))
                                        .readAllBytes())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("passphrase");
    }

    @Test
    void noBitCanBeTurnedAndNothingCutOff() throws Exception {
        byte[] backup = backup(TestDatabase.fresh());
        Random random = new Random(11);
        for (int i = 0; i < 12; i++) {
            byte[] damaged = backup.clone();
            int at = random.nextInt(damaged.length);
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            assertThatThrownBy(() -> open(damaged).readAllBytes())
                    .as("bit at %d of seed 11", at)
                    .isInstanceOf(IOException.class);
        }
        for (int cut : new int[] {0, 5, 23, 24, 27, backup.length / 2, backup.length - 1}) {
            byte[] shorter = java.util.Arrays.copyOf(backup, cut);
            assertThatThrownBy(() -> open(shorter).readAllBytes())
                    .as("cut at %d", cut)
                    .isInstanceOf(IOException.class);
        }
    }
}
