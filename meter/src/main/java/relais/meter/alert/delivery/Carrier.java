package relais.meter.alert.delivery;

/** A way out over the network. It may be given a notice again after a crash in between. */
@FunctionalInterface
public interface Carrier {
    /** Where mail is not set up. */
    Carrier NO_MAIL = notice -> new Carried.Never("mail is not set up: mail.host is empty");

    Carried carry(Notice notice) throws InterruptedException;
}
