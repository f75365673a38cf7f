package relais.platform.queue;

import com.rabbitmq.client.Channel;

/** The partitions of one subscription whose items come from the broker, each by itself. */
final class RabbitTurns implements Turns {
    private final RabbitTurn[] turns;

    RabbitTurns(RowTurns.Tools tools, Topic topic, int batch, BatchHandler handler) {
        Turns rows = new RowTurns(tools, topic, batch, handler);
        turns = new RabbitTurn[topic.partitions()];
        for (int partition = 0; partition < turns.length; partition++) {
            turns[partition] = new RabbitTurn(tools, topic, partition, batch, handler, rows);
        }
    }

    RabbitTurn of(int partition) {
        return turns[partition];
    }

    @Override
    public int count() {
        return turns.length;
    }

    @Override
    public long take(long partitions) {
        long more = 0;
        for (int partition : QueueTable.bits(partitions)) {
            more |= turns[partition].take() ? 1L << partition : 0;
        }
        return more;
    }

    @Override
    public void rowsMayWait(long partitions) {
        QueueTable.bits(partitions).forEach(partition -> turns[partition].rowsMayWait());
    }

    /** Those that hold messages of the broker. */
    long withWork() {
        long partitions = 0;
        for (int partition = 0; partition < turns.length; partition++) {
            partitions |= turns[partition].hasWork() ? 1L << partition : 0;
        }
        return partitions;
    }

    void disconnected(Channel channel) {
        for (RabbitTurn turn : turns) {
            turn.disconnected(channel);
        }
    }
}
