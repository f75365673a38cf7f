package relais.platform.db;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Rows for {@code COPY … FROM STDIN (FORMAT binary)}, the cheapest way into a table: no parsing of
 * text on the server and one round trip a batch. Start a {@link #row}, write its columns in the
 * statement's order, then {@link #into}. Format: PostgreSQL manual, COPY, "Binary Format".
 */
public final class BinaryCopy {
    private static final byte[] SIGNATURE = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0
    };
    private static final long POSTGRES_EPOCH_SECONDS = 946_684_800L;
    private static final int JSONB_VERSION = 1;

    private final Buffer buffer = new Buffer();
    private final DataOutputStream out = new DataOutputStream(buffer);
    private final int columns;
    private int rows;

    /** A batch of rows of {@code columns} columns each. */
    public BinaryCopy(int columns) {
        this.columns = columns;
        write(
                () -> {
                    out.write(SIGNATURE);
                    out.writeInt(0);
                    out.writeInt(0);
                });
    }

    public BinaryCopy row() {
        rows++;
        write(() -> out.writeShort(columns));
        return this;
    }

    public BinaryCopy int8(long value) {
        write(
                () -> {
                    out.writeInt(Long.BYTES);
                    out.writeLong(value);
                });
        return this;
    }

    public BinaryCopy int8OrNull(@Nullable Long value) {
        return value == null ? none() : int8(value);
    }

    public BinaryCopy int4(int value) {
        write(
                () -> {
                    out.writeInt(Integer.BYTES);
                    out.writeInt(value);
                });
        return this;
    }

    public BinaryCopy int2(int value) {
        write(
                () -> {
                    out.writeInt(Short.BYTES);
                    out.writeShort(value);
                });
        return this;
    }

    public BinaryCopy real(float value) {
        write(
                () -> {
                    out.writeInt(Float.BYTES);
                    out.writeFloat(value);
                });
        return this;
    }

    public BinaryCopy bool(boolean value) {
        write(
                () -> {
                    out.writeInt(1);
                    out.writeBoolean(value);
                });
        return this;
    }

    /** Microsecond precision; finer digits are cut off. */
    public BinaryCopy timestamptz(Instant value) {
        long seconds = value.getEpochSecond() - POSTGRES_EPOCH_SECONDS;
        return int8(seconds * 1_000_000L + value.getNano() / 1_000);
    }

    public BinaryCopy bytes(byte[] value) {
        write(
                () -> {
                    out.writeInt(value.length);
                    out.write(value);
                });
        return this;
    }

    /** A zero character, which PostgreSQL's text cannot hold, becomes U+FFFD. */
    public BinaryCopy text(@Nullable String value) {
        if (value == null) {
            return none();
        }
        return bytes(value.replace('\0', '\ufffd').getBytes(StandardCharsets.UTF_8));
    }

    public BinaryCopy jsonb(byte @Nullable [] json) {
        if (json == null) {
            return none();
        }
        write(
                () -> {
                    out.writeInt(json.length + 1);
                    out.writeByte(JSONB_VERSION);
                    out.write(json);
                });
        return this;
    }

    /**
     * Base-10000 digits with a weight, a sign and a display scale (PostgreSQL source,
     * utils/adt/numeric.c, numeric_send).
     */
    public BinaryCopy numeric(@Nullable BigDecimal value) {
        return value == null ? none() : bytes(NumericBytes.of(value));
    }

    public BinaryCopy none() {
        write(() -> out.writeInt(-1));
        return this;
    }

    public int rows() {
        return rows;
    }

    /**
     * Sends the rows inside the caller's transaction.
     *
     * @param target table and columns, e.g. {@code voice_part (message_id, part)}
     */
    public void into(Handle tx, String target) {
        if (rows == 0) {
            return;
        }
        write(() -> out.writeShort(-1));
        try {
            var copy =
                    tx.getConnection()
                            .unwrap(PGConnection.class)
                            .getCopyAPI()
                            .copyIn("copy " + target + " from stdin (format binary)");
            copy.writeToCopy(buffer.array(), 0, buffer.size());
            copy.endCopy();
        } catch (SQLException e) {
            throw new IllegalStateException("copy into " + target, e);
        }
    }

    private interface Writing {
        void run() throws IOException;
    }

    private static void write(Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives its array without the copy that toByteArray makes. */
    private static final class Buffer extends ByteArrayOutputStream {
        Buffer() {
            super(64 * 1024);
        }

        byte[] array() {
            return buf;
        }
    }
}
