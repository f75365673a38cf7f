package relais.meter.alert.delivery;

/** All ways out. */
public record Ways(Sms sms, Post post, Carrier webhook) {
    /** For a process that tells nobody. */
    public static final Ways NONE =
            new Ways(Sms.NONE, Post.NONE, notice -> new Carried.Never("webhooks are not set up"));
}
