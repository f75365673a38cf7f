package relais.gateway.outgoing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import javax.net.ssl.SSLContext;
import relais.gateway.channel.ChannelSettings;
import relais.gateway.channel.ChannelSettings.Coding;
import relais.gateway.intake.Intake;
import relais.gateway.message.Lane;
import relais.gateway.message.Outgoing;
import relais.gateway.message.Report;
import relais.gateway.message.Topics;
import relais.gateway.smpp.SmppSession;
import relais.gateway.testing.Lines;
import relais.gateway.testing.ListedQueue;
import relais.gateway.testing.Until;
import relais.platform.json.Json;
import relais.platform.queue.Item;

/** A process that sends messages 1 to n, all handed over anew at each start, until it is killed. */
final class Victim {
    private Victim() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        int count = Integer.parseInt(arguments[2]);
        ChannelSettings settings =
                Lines.smpp(
                        Lines.link(Integer.parseInt(arguments[1]), false, Coding.USUAL), 20, 500);
        ListedQueue queue = new ListedQueue();
        InstantSource clock = InstantSource.system();
        Intake intake =
                Intake.open(
                        folder.resolve("intake"),
                        Intake.USUAL_BYTES,
                        "victim",
                        queue,
                        () -> {},
                        clock);
        SmppSession session =
                new SmppSession(
                        settings, Lines.QUICK, SSLContext.getDefault(), clock, new Random(1));
        ChannelOutput output =
                ChannelOutput.open(
                        folder.resolve("journal"),
                        false,
                        settings,
                        session,
                        intake,
                        queue,
                        StopList.NOBODY,
                        clock);
        output.start();
        session.start((arrival, done) -> {}, output::lineChanged);
        Until.holds("fed", () -> queue.consumed(Topics.mt("mtn", Lane.BULK)));
        Thread.ofVirtual().start(() -> hand(queue, count));
        Set<Long> told = new HashSet<>();
        Path file = folder.resolve("reports");
        if (Files.exists(file)) {
            Files.readAllLines(file).forEach(line -> told.add(Long.parseLong(line.split(" ")[1])));
        }
        tell(queue, told, file, count);
        output.close();
        intake.close();
    }

    private static void tell(ListedQueue queue, Set<Long> told, Path file, int count)
            throws Exception {
        int read = 0;
        while (told.size() < count) {
            int known = read;
            Until.holds("more reports", () -> queue.count(Topics.REPORT) > known);
            List<Item> reports = queue.forwarded(Topics.REPORT);
            for (; read < reports.size(); read++) {
                Report report = Json.read(reports.get(read).body(), Report.class);
                String line =
                        switch (report) {
                            case Report.Submitted sent -> "submitted " + sent.messageId();
                            case Report.Uncertain open -> "uncertain " + open.messageId();
                            case Report.Refused refused -> "refused " + refused.messageId();
                            case Report.Receipt receipt ->
                                    throw new IOException("no receipts here");
                        };
                told.add(Long.parseLong(line.split(" ")[1]));
                Files.writeString(
                        file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        }
    }

    private static void hand(ListedQueue queue, int count) {
        try {
            List<Item> items = new ArrayList<>();
            for (int i = 1; i <= count; i++) {
                Outgoing message =
                        new Outgoing(i, "mtn", "8500", "+257" + i, "m" + i, Lane.BULK, null);
                items.add(new Item(Integer.toString(i), message.to(), Json.bytes(message)));
                if (items.size() == 50 || i == count) {
                    queue.hand(Topics.mt("mtn", Lane.BULK), List.copyOf(items));
                    items.clear();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            // The child ends with whatever its sending throws, and the story reads it.
            throw new IllegalStateException(e);
        }
    }
}
