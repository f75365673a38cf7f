package relais.bench;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import relais.gateway.simulator.Handset;
import relais.gateway.simulator.MobileOriginated;

/** Everybody's phone: what was heard from it and what came back, each person by its number. */
final class Phones implements Handset {
    private final AtomicIntegerArray questions = new AtomicIntegerArray(Archive.PEOPLE);
    private final AtomicIntegerArray replies = new AtomicIntegerArray(Archive.PEOPLE);
    private final AtomicIntegerArray acknowledged = new AtomicIntegerArray(Archive.PEOPLE);
    private final AtomicLongArray written = new AtomicLongArray(Archive.PEOPLE);
    private final AtomicLongArray answered = new AtomicLongArray(Archive.PEOPLE);
    private final AtomicInteger replied = new AtomicInteger();
    private final AtomicLong lastReply = new AtomicLong();

    static String address(int person) {
        return "+" + (Archive.FIRST_ADDRESS + person);
    }

    static int person(String address) {
        String digits = address.startsWith("+") ? address.substring(1) : address;
        return Math.toIntExact(Long.parseLong(digits) - Archive.FIRST_ADDRESS);
    }

    @Override
    public List<Answer> receive(String from, String to, String text) {
        int person = person(to);
        if (text.equals(Sending.QUESTION)) {
            questions.incrementAndGet(person);
            return List.of();
        }
        long now = System.nanoTime();
        if (replies.getAndIncrement(person) == 0) {
            answered.set(person, now);
            replied.incrementAndGet();
            lastReply.set(now);
        }
        return List.of();
    }

    /** About to write, now. */
    void writes(int person) {
        written.set(person, System.nanoTime());
    }

    void acknowledged(MobileOriginated message) {
        acknowledged.incrementAndGet(person(message.from()));
    }

    /** People who have their reply. */
    int replied() {
        return replied.get();
    }

    /** When the last person's reply came, {@link System#nanoTime}. */
    long lastReply() {
        return lastReply.get();
    }

    boolean wasAcknowledged(int person) {
        return acknowledged.get(person) > 0;
    }

    int replies(int person) {
        return replies.get(person);
    }

    int questions(int person) {
        return questions.get(person);
    }

    /** From the message to its reply, in nanoseconds; only for those who have one. */
    long[] waited(int from, int to) {
        return java.util.stream.IntStream.range(from, to)
                .filter(person -> replies.get(person) > 0)
                .mapToLong(person -> answered.get(person) - written.get(person))
                .toArray();
    }
}
