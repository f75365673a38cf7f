package relais.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * Where files are put, and found again.
 *
 * @param prefix of a name, where a file is put
 * @param found where files are that were put elsewhere than they are found, by name
 * @param cpuSeconds used by it so far, with what it started
 */
record Site(
        URI address,
        String token,
        String prefix,
        Map<String, String> found,
        DoubleSupplier cpuSeconds) {
    void put(Wire wire, String file, ByteBuffer content, int times) throws IOException {
        long id = wire.put(prefix + file, content, times);
        if (id > 0) {
            found.put(file, "/api/documents/" + id + "/content");
        }
    }

    long get(Wire wire, String file) throws IOException {
        return wire.get(found.getOrDefault(file, prefix + file));
    }
}
