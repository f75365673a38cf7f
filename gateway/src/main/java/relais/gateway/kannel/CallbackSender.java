package relais.gateway.kannel;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relais.platform.db.Database;
import relais.platform.outbound.Destinations;
import relais.platform.secrets.Secrets;

/**
 * Calls the dlr-urls of programs that asked for reports. A slow program holds up neither the others
 * nor the queue: calls wait in a table, each has a time limit, and one that fails is tried again
 * ever more rarely, for about a day.
 */
public final class CallbackSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CallbackSender.class);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(15);

    /** Longer than any call takes: only a process that died leaves its calls to another. */
    private static final Duration LEASE = Duration.ofMinutes(1);

    /** Calls at once: enough for several slow programs, few enough for a small server. */
    private static final int AT_ONCE = 64;

    /** Calls at once to one host, and what is taken at a time: a dead program blocks no other. */
    private static final int AT_ONCE_PER_HOST = 8;

    /** A report may wait this long before its first call; looking costs one indexed read. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    private final Callbacks callbacks;
    private final Destinations destinations;
    private final InstantSource clock;
    private final HttpClient http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Integer> inFlight = new ConcurrentHashMap<>();
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * @param allowedHosts the only hosts called, or empty for all that are not forbidden
     */
    public CallbackSender(
            Database database, Secrets secrets, Set<String> allowedHosts, InstantSource clock) {
        this.callbacks = new Callbacks(database, secrets);
        this.destinations = new Destinations(allowedHosts);
        this.clock = clock;
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT_TIMEOUT)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build();
    }

    public void start() {
        threads.execute(this::run);
    }

    private void run() {
        try {
            do {
                while (lookOnce() > 0) {
                    // There may be more.
                }
            } while (!closed.await(LOOK_EVERY.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts what is due and there is room for; answers how many calls that were. */
    private int lookOnce() throws InterruptedException {
        int room = 1;
        free.acquire();
        while (room < AT_ONCE_PER_HOST && free.tryAcquire()) {
            room++;
        }
        List<Callback> due = List.of();
        try {
            due = callbacks.take(room, busyHosts(), clock.instant(), LEASE);
        } catch (JdbiException e) {
            // The worker's boundary: with the database away there is nothing to do but look again.
            LOG.warn("call-backs wait: the database does not answer");
        } finally {
            free.release(room - due.size());
        }
        for (Callback callback : due) {
            inFlight.merge(callback.host(), 1, Integer::sum);
            try {
                threads.execute(() -> call(callback));
            } catch (RejectedExecutionException e) {
                ended(callback);
            }
        }
        return due.size();
    }

    private void call(Callback callback) {
        try {
            String failure = failure(callback);
            if (failure.isEmpty()) {
                callbacks.forget(callback.id());
            } else if (callback.attempts() + 1 >= Callback.MOST_ATTEMPTS) {
                LOG.warn("{} given up: {}", callback, failure);
                callbacks.forget(callback.id());
            } else {
                callbacks.again(callback, clock.instant().plus(callback.pause()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (JdbiException e) {
            LOG.warn("{} will be repeated: the database does not answer", callback);
        } finally {
            ended(callback);
        }
    }

    private Set<String> busyHosts() {
        return inFlight.entrySet().stream()
                .filter(host -> host.getValue() >= AT_ONCE_PER_HOST)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private void ended(Callback callback) {
        inFlight.computeIfPresent(callback.host(), (_, n) -> n == 1 ? null : n - 1);
        free.release();
    }

    /** Makes the call; empty where the program took it. */
    private String failure(Callback callback) throws InterruptedException {
        Optional<String> forbidden = destinations.forbidden(callback.url());
        if (forbidden.isPresent()) {
            return forbidden.get();
        }
        HttpRequest request =
                HttpRequest.newBuilder(callback.url()).timeout(ANSWER_TIMEOUT).GET().build();
        try {
            int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return status >= 200 && status < 300 ? "" : "answered " + status;
        } catch (IOException e) {
            return "no answer";
        }
    }

    @Override
    public void close() {
        closed.countDown();
        threads.shutdownNow();
        http.shutdownNow();
    }
}
