package relais.platform.cache;

import com.spotify.folsom.BinaryMemcacheClient;
import com.spotify.folsom.MemcacheClientBuilder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * In memcached, shared by all processes; keys are spread over the servers by consistent hashing.
 */
public final class SharedCache implements Cache {
    private static final Logger LOG = LoggerFactory.getLogger(SharedCache.class);

    /** A copy that takes longer to fetch than to compute is no use; then it counts as a miss. */
    private static final Duration PATIENCE = Duration.ofMillis(200);

    /** memcached takes keys of 250 bytes without spaces; ours are hashes, so any text goes. */
    private static final String PREFIX = "relais:";

    /** Where one memcached answers. */
    public record Server(String host, int port) {}

    private final BinaryMemcacheClient<byte[]> client;
    private final Duration patience;

    public SharedCache(List<Server> servers) {
        this(servers, PATIENCE);
    }

    SharedCache(List<Server> servers, Duration patience) {
        this.patience = patience;
        MemcacheClientBuilder<byte[]> builder =
                MemcacheClientBuilder.newByteArrayClient()
                        .withRequestTimeoutMillis(patience.toMillis())
                        .withConnectionTimeoutMillis(TimeUnit.SECONDS.toMillis(2))
                        .withMaxSetLength(VALUE_LIMIT);
        servers.forEach(server -> builder.withAddress(server.host, server.port));
        this.client = builder.connectBinary();
    }

    @Override
    public Optional<byte[]> get(String key) {
        return await(client.get(hash(key)));
    }

    @Override
    public void put(String key, byte[] value, Duration life) {
        if (value.length > VALUE_LIMIT || life.toSeconds() < 1) {
            forget(key); // memcached counts whole seconds, and 0 would mean for ever
            return;
        }
        long seconds = Math.min(life.toSeconds(), LONGEST.toSeconds());
        await(client.set(hash(key), value, (int) seconds));
    }

    @Override
    public void forget(String key) {
        await(client.delete(hash(key)));
    }

    @Override
    public void close() {
        client.shutdown();
    }

    private <T> Optional<T> await(CompletionStage<T> stage) {
        try {
            return Optional.ofNullable(
                    stage.toCompletableFuture()
                            .get(2 * patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("memcached did not answer", e);
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static String hash(String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(key.getBytes(StandardCharsets.UTF_8));
            return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }
}
