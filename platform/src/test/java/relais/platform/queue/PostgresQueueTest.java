package relais.platform.queue;

import java.util.Random;
import relais.platform.db.Database;

class PostgresQueueTest extends QueueContract {
    @Override
    Queue open(Database database) {
        return new PostgresQueue(database, clock, new Random(1), RETRIES, LOOK);
    }
}
