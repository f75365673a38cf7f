package relais.meter.alert.delivery;

/** The way of mail. It may be given a letter again after a crash in between. */
@FunctionalInterface
public interface Post {
    /** Where mail is not set up. */
    Post NONE = letter -> new Carried.Never("mail is not set up: mail.host is empty");

    Carried send(Letter letter);
}
