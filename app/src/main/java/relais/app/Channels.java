package relais.app;

import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import relais.gateway.directory.Channel;
import relais.gateway.directory.ChannelDirectory;
import relais.gateway.message.Lane;
import relais.gateway.message.Topics;
import relais.gateway.preview.Price;
import relais.platform.queue.Queue;
import relais.platform.queue.TopicState;
import relais.voice.poll.Sending;
import relais.voice.sending.Pace;

/** What voice asks of the gateway's channels, answered from the directory and the queue. */
final class Channels implements Sending, Pace {
    private static final Price FREE = new Price(BigDecimal.ZERO, "");

    private final ChannelDirectory directory;
    private final Queue queue;

    Channels(ChannelDirectory directory, Queue queue) {
        this.directory = directory;
        this.queue = queue;
    }

    @Override
    public double partsPerSecond(@Nullable String channel) {
        return find(channel)
                .filter(found -> !found.settings().paused())
                .map(found -> found.settings().ratePerSecond())
                .orElse(0.0);
    }

    @Override
    public Price price(@Nullable String channel) {
        return find(channel).map(Channel::price).orElse(FREE);
    }

    @Override
    public double ratePerSecond(String channel) {
        return partsPerSecond(channel);
    }

    @Override
    public long waiting(String channel) {
        String topic = Topics.mt(channel, Lane.BULK).name();
        return queue.state().stream()
                .filter(state -> state.topic().equals(topic))
                .mapToLong(TopicState::depth)
                .sum();
    }

    /** The first by name: an installation with several says in each poll which one it means. */
    @Override
    public String defaultChannel() {
        return find(null).map(Channel::name).orElse("");
    }

    private Optional<Channel> find(@Nullable String channel) {
        return channel == null ? directory.all().stream().findFirst() : directory.find(channel);
    }
}
