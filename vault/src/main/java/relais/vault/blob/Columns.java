package relais.vault.blob;

import java.util.Collection;
import java.util.function.Function;
import org.jdbi.v3.core.argument.Argument;

/** Columns of values, bound as one array each. */
final class Columns {
    private Columns() {}

    static Argument hashes(Collection<BlobId> ids) {
        return array("bytea", ids, BlobId::bytes);
    }

    static <T> Argument array(String type, Collection<T> of, Function<T, Object> value) {
        return (position, statement, context) ->
                statement.setArray(
                        position,
                        statement.getConnection().createArrayOf(type, values(type, of, value)));
    }

    private static <T> Object[] values(String type, Collection<T> of, Function<T, Object> value) {
        // the driver takes bytes only as an array of arrays of them
        return type.equals("bytea")
                ? of.stream().map(value).toArray(byte[][]::new)
                : of.stream().map(value).toArray();
    }
}
