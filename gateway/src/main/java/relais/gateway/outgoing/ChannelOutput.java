package relais.gateway.outgoing;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import relais.gateway.channel.ChannelSession;
import relais.gateway.channel.ChannelSettings;
import relais.gateway.intake.Intake;
import relais.platform.queue.Queue;

/** The way out of one channel: its journal, its sender and what feeds it from the queue. */
public final class ChannelOutput implements AutoCloseable {
    private final Sender sender;
    private final Feed feed;

    private ChannelOutput(Sender sender, Feed feed) {
        this.sender = sender;
        this.feed = feed;
    }

    /**
     * Opens the journal in {@code folder} and resolves what a crash left open; nothing is sent
     * before {@link #start}. The session belongs to the output from here on.
     *
     * @param old the journal is a copy from the past: what it has open may have been sent since
     */
    public static ChannelOutput open(
            Path folder,
            boolean old,
            ChannelSettings settings,
            ChannelSession session,
            Intake intake,
            Queue queue,
            StopList stopped,
            InstantSource clock)
            throws IOException {
        Journal journal = Journal.open(folder);
        Sender sender = new Sender(settings, session, journal, intake, stopped, clock);
        if (old) {
            sender.doubtAll();
        }
        sender.recover();
        return new ChannelOutput(sender, new Feed(settings, sender, queue));
    }

    public void start() {
        sender.start();
        feed.start();
    }

    /** Something about the line has changed. */
    public void lineChanged() {
        sender.wake();
    }

    public void pause(boolean paused) {
        sender.pause(paused);
    }

    public boolean paused() {
        return sender.paused();
    }

    /** Parts taken by the provider since start. */
    public long sent() {
        return sender.sent();
    }

    /** Parts taken from the queue and not done with. */
    public int waiting() {
        return sender.waiting();
    }

    /** Stops feeding, lets answers on their way come for a moment, closes line and journal. */
    @Override
    public void close() throws IOException {
        feed.close();
        sender.close();
    }
}
