package relais.vault.moving.demo;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes what mysqldump would. */
final class DumpWriter implements Closeable {
    private static final int ROWS_A_STATEMENT = 1_000;

    private final OutputStream out;
    private String table = "";
    private int rows;

    DumpWriter(OutputStream out) {
        this.out = new BufferedOutputStream(out, 1 << 16);
    }

    void line(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    void table(String name, String columns) throws IOException {
        table = name;
        rows = 0;
        line(
                "DROP TABLE IF EXISTS `%s`;\nCREATE TABLE `%s` (\n%s\n) ENGINE=InnoDB DEFAULT CHARSET=latin1;\n"
                        .formatted(name, name, columns));
        line("LOCK TABLES `" + name + "` WRITE;\n");
    }

    void row(@Nullable Object... values) throws IOException {
        line(rows++ % ROWS_A_STATEMENT == 0 ? begin() : ",");
        StringBuilder row = new StringBuilder();
        for (Object value : values) {
            row.append(row.isEmpty() ? '(' : ',');
            if (value == null) {
                row.append("NULL");
            } else if (value instanceof Number) {
                row.append(value);
            } else {
                row.append('\'').append(escaped(value.toString())).append('\'');
            }
        }
        line(row.append(')').toString());
    }

    private String begin() {
        return (rows == 1 ? "" : ";\n") + "INSERT INTO `" + table + "` VALUES ";
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n");
    }

    void end() throws IOException {
        line((rows == 0 ? "" : ";\n") + "UNLOCK TABLES;\n");
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
