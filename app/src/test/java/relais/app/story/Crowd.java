package relais.app.story;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import relais.gateway.simulator.Behaviour;
import relais.gateway.simulator.Handset;
import relais.gateway.simulator.SimulatedSmsc;

/**
 * A provider and the phones behind it: people write at a steady rate, whatever happens to us, and
 * what reaches their phones is noted.
 */
final class Crowd implements AutoCloseable {
    static final String PASSWORD = "secret";
    static final String YES = "Oui";
    static final String NO = "Non";

    /**
     * Submissions are sometimes put off; receipts come soon. Only what was not acknowledged is
     * brought again: a second copy at the end of a long queue is no different from a second SMS.
     */
    private static final Behaviour BEHAVIOUR =
            new Behaviour(
                    Duration.ofMillis(5),
                    0,
                    0.01,
                    0,
                    0,
                    Duration.ofMillis(300),
                    0,
                    Duration.ZERO,
                    100);

    private static final Duration BEAT = Duration.ofMillis(20);
    private static final int MESSAGES_IN_BEAT = 2;

    /** Each fifth person changes their mind, this many people later. */
    private static final int CHANGE_OF_MIND = 5;

    private static final int LATER = 1_500;

    /** A text on the way between us and one phone. */
    record Sms(String phone, String text) {}

    private final int people;
    private final SimulatedSmsc smsc;
    private final Map<Sms, Integer> acknowledged = new ConcurrentHashMap<>();
    private final Map<Sms, Integer> heard = new ConcurrentHashMap<>();
    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
    private volatile int wrote;
    private volatile long messages;

    Crowd(int people, long seed) throws IOException {
        this.people = people;
        this.smsc =
                new SimulatedSmsc(
                        ServerSocketFactory.getDefault(),
                        0,
                        PASSWORD,
                        BEHAVIOUR,
                        new SplittableRandom(seed),
                        this::hear,
                        message ->
                                acknowledged.merge(
                                        new Sms(message.from(), message.text()), 1, Integer::sum));
    }

    private List<Handset.Answer> hear(String from, String to, String text) {
        heard.merge(new Sms(to.startsWith("+") ? to : "+" + to, text), 1, Integer::sum);
        return List.of();
    }

    SimulatedSmsc smsc() {
        return smsc;
    }

    /** The number of the person counted from 0. */
    static String phone(int person) {
        return "+25779" + "%06d".formatted(person);
    }

    void startWriting() {
        pace.scheduleAtFixedRate(this::beat, 0, BEAT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void beat() {
        for (int i = 0; i < MESSAGES_IN_BEAT && wrote < people; i++) {
            int person = wrote;
            write(person, YES);
            int earlier = person - LATER;
            if (earlier >= 0 && earlier % CHANGE_OF_MIND == 0) {
                write(earlier, NO);
            }
            wrote = person + 1;
        }
    }

    private void write(int person, String text) {
        smsc.deliver(phone(person), "8500", text);
        messages++;
    }

    /** Nobody writes any more once this has returned. */
    void stopWriting() throws InterruptedException {
        pace.shutdown();
        pace.awaitTermination(10, TimeUnit.SECONDS);
    }

    /** People who have written. */
    int wrote() {
        return wrote;
    }

    /** Messages they wrote. */
    long messages() {
        return messages;
    }

    /** Whether there are people left who have not written. */
    boolean goesOn() {
        return wrote < people;
    }

    /** People who have heard a reply, counted again for a reply to a change of mind. */
    int replied() {
        return (int)
                heard.keySet().stream().filter(sms -> !sms.text().equals(Ledger.QUESTION)).count();
    }

    /** What we said yes to; the provider never brings it again. */
    Map<Sms, Integer> acknowledged() {
        return Map.copyOf(acknowledged);
    }

    /** How often each text reached each phone. */
    Map<Sms, Integer> heard() {
        return Map.copyOf(heard);
    }

    @Override
    public void close() {
        pace.shutdownNow();
        smsc.close();
    }
}
