package relais.meter.alert.delivery;

/** A way out over the network. It may be given a notice again after a crash in between. */
@FunctionalInterface
public interface Carrier {
    Carried carry(Notice notice) throws InterruptedException;
}
