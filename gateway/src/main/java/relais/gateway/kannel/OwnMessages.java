package relais.gateway.kannel;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import relais.gateway.directory.Channel;
import relais.gateway.directory.ChannelDirectory;
import relais.gateway.message.Lane;
import relais.gateway.message.Outgoing;
import relais.gateway.message.Topics;
import relais.platform.json.Json;
import relais.platform.queue.Item;
import relais.platform.queue.Queue;
import relais.platform.secrets.Secrets;

/**
 * Messages that Relais itself sends to numbers which need not be those of people it knows. They go
 * as a program's would that uses sendsms: with an id that no other message has, asked about at the
 * last gate, their outcome kept.
 */
public final class OwnMessages {
    /** In the place of the program's name. */
    private static final String LOGIN = "relais";

    /** What nobody could be told for so long is old news. */
    private static final Duration VALIDITY = Duration.ofHours(6);

    private final Queue queue;
    private final ChannelDirectory directory;
    private final SendsmsStore store;
    private final String usualChannel;
    private final InstantSource clock;

    /**
     * @param usualChannel by which they go; empty: the first there is
     */
    public OwnMessages(
            Queue queue,
            ChannelDirectory directory,
            Secrets secrets,
            String usualChannel,
            InstantSource clock) {
        this.queue = queue;
        this.directory = directory;
        this.store = new SendsmsStore(secrets);
        this.usualChannel = usualChannel;
        this.clock = clock;
    }

    /**
     * Queues a message in the caller's transaction.
     *
     * @param account which part of Relais it is from
     * @param to in E.164
     * @return false where there is no channel
     */
    public boolean send(Handle tx, String account, String to, String text) {
        Optional<Channel> channel =
                usualChannel.isEmpty()
                        ? directory.all().stream().findFirst()
                        : directory.find(usualChannel);
        channel.ifPresent(by -> send(tx, by.name(), request(account, to, text)));
        return channel.isPresent();
    }

    private static SendsmsRequest request(String account, String to, String text) {
        return new SendsmsRequest(
                List.of(to),
                "",
                text,
                null,
                "",
                VALIDITY,
                true,
                account,
                SendsmsRequest.Report.NONE);
    }

    private void send(Handle tx, String channel, SendsmsRequest request) {
        Instant now = clock.instant();
        for (SendsmsStore.Stored stored : store.add(tx, LOGIN, channel, request, now)) {
            long id = SendsmsReports.messageId(stored.id());
            Outgoing message =
                    new Outgoing(
                            id,
                            channel,
                            request.from(),
                            stored.receiver(),
                            request.text(),
                            Lane.REPLY,
                            now.plus(VALIDITY));
            queue.enqueue(
                    tx,
                    Topics.mt(channel, Lane.REPLY),
                    List.of(new Item(Long.toString(id), stored.receiver(), Json.bytes(message))));
        }
    }
}
