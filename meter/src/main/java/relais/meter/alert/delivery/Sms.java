package relais.meter.alert.delivery;

import org.jdbi.v3.core.Handle;

/** Relais' own way to telephones. */
@FunctionalInterface
public interface Sms {
    /** Where no channel is set up. */
    Sms NONE = (tx, to, text) -> new Carried.Later("no SMS channel");

    /** Queues a message in the caller's transaction: it exists if and only if that commits. */
    Carried send(Handle tx, String to, String text);
}
