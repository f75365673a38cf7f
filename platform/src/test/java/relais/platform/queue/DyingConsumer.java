package relais.platform.queue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import relais.platform.db.Database;
import relais.platform.db.DatabaseAddress;

/** A real process that consumes a while and then halts inside a batch, its effects written. */
final class DyingConsumer {
    static final int CODE = 9;
    private static final int BATCHES = 6;

    private DyingConsumer() {}

    static int run(QueueContract suite, DatabaseAddress address) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(suite.childOptions());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.addAll(List.of(DyingConsumer.class.getName(), suite.getClass().getName()));
        command.addAll(List.of(address.url(), address.user(), address.password()));
        Process child =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try {
            return child.waitFor(30, TimeUnit.SECONDS) ? child.exitValue() : -1;
        } finally {
            child.destroyForcibly();
        }
    }

    public static void main(String[] args) throws Exception {
        QueueContract suite =
                (QueueContract) Class.forName(args[0]).getDeclaredConstructor().newInstance();
        Database database = Database.open(new DatabaseAddress(args[1], args[2], args[3]), 8);
        AtomicInteger batches = new AtomicInteger();
        suite.open(database)
                .consume(
                        QueueContract.MO,
                        2,
                        20,
                        (tx, partition, batch) -> {
                            suite.effect(tx, partition, batch);
                            if (batches.incrementAndGet() == BATCHES) {
                                Runtime.getRuntime().halt(CODE);
                            }
                        });
        new CountDownLatch(1).await();
    }
}
