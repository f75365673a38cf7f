package relais.agent.ship;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import relais.agent.batch.Sheet;
import relais.agent.centre.Identity;
import relais.agent.https.Centre;
import relais.agent.https.HttpsTransport;
import relais.agent.reading.Reading;
import relais.agent.reading.SeriesName;
import relais.agent.reading.Value;

/** An agent made to be killed: says each serial number after it was kept. */
final class KilledChild {
    private KilledChild() {}

    /** Arguments: folder, centre, first serial. */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        InstantSource clock = InstantSource.system();
        Outbox outbox =
                Outbox.open(folder.resolve("spool"), OutboxBounds.usual(), clock, new Random());
        Shipper shipper =
                new Shipper(
                        outbox,
                        new HttpsTransport(
                                new Centre(URI.create(args[1])), Identity.in(folder), clock),
                        () -> {},
                        clock,
                        new Random());
        shipper.start();
        System.out.println("open");
        for (long serial = Long.parseLong(args[2]); ; serial++) {
            Instant now = clock.instant();
            Reading reading =
                    new Reading(now, new SeriesName("host/x", "serial"), Value.of(serial));
            if (outbox.keep(new Sheet(now, List.of(), List.of(reading)))) {
                System.out.println(serial);
            }
            if (serial % 20 == 0) {
                Thread.sleep(5); // a pace, so that kills fall into the middle of the work
            }
        }
    }
}
