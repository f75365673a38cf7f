package relais.gateway.testing;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import relais.gateway.channel.ChannelSession;
import relais.gateway.channel.Inbound;
import relais.gateway.channel.Line;
import relais.gateway.channel.Outcome;
import relais.gateway.channel.Part;
import relais.gateway.message.Outgoing;

/** A line whose provider answers as a test says, or not until the test says so. */
public final class ScriptedSession implements ChannelSession {
    private final List<Part> submitted = new CopyOnWriteArrayList<>();
    private final List<Consumer<Outcome>> held = new CopyOnWriteArrayList<>();
    private volatile Function<Part, Outcome> script;
    private volatile Line.State state = Line.State.UP;
    private Runnable changed = () -> {};
    private final AtomicLong looks = new AtomicLong();

    /** {@code script} returns null for a submission that {@link #answerAll} will answer. */
    public ScriptedSession(Function<Part, Outcome> script) {
        this.script = script;
    }

    public void script(Function<Part, Outcome> now) {
        script = now;
    }

    public void line(Line.State now) {
        state = now;
        changed.run();
    }

    public List<String> texts() {
        return submitted.stream().map(part -> part.message().text()).toList();
    }

    /** How often the sender has asked whether the line is up: it does so before it decides. */
    public long looks() {
        return looks.get();
    }

    /** Whom parts were submitted to, in their order. */
    public List<String> receivers() {
        return submitted.stream().map(part -> part.message().to()).toList();
    }

    public int unanswered() {
        return held.size();
    }

    public void answerAll(Outcome outcome) {
        List<Consumer<Outcome>> now = List.copyOf(held);
        held.removeAll(now);
        now.forEach(done -> done.accept(outcome));
    }

    @Override
    public void start(Inbound inbound, Runnable onChange) {
        changed = onChange;
    }

    @Override
    public Line line() {
        looks.incrementAndGet();
        return new Line(state, Instant.EPOCH, "");
    }

    @Override
    public List<Part> split(Outgoing message) {
        int count = Math.max(1, message.text().length() / 160);
        return java.util.stream.IntStream.rangeClosed(1, count)
                .mapToObj(number -> new Part(message, number, count, 0, new byte[0]))
                .toList();
    }

    @Override
    public void submit(Part part, Consumer<Outcome> done) {
        Outcome outcome = script.apply(part);
        if (outcome == null) {
            held.add(done); // first: who sees the part may answer it
        }
        submitted.add(part);
        if (outcome != null) {
            done.accept(outcome);
        }
    }

    @Override
    public void close() {
        answerAll(new Outcome.Uncertain("closed"));
    }
}
