package relais.meter.alert.delivery;

/**
 * All ways out.
 *
 * @param textsPerHour to one telephone
 */
public record Ways(Sms sms, int textsPerHour, Post post, Carrier webhook) {
    /** For a process that tells nobody. */
    public static final Ways NONE =
            new Ways(
                    Sms.NONE, 1, Post.NONE, notice -> new Carried.Never("webhooks are not set up"));
}
