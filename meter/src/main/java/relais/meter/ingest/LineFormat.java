package relais.meter.ingest;

/** A format in which each line stands for itself. */
interface LineFormat {
    /**
     * Reads one line, without its end, and gives what it says to the delivery.
     *
     * @param now milliseconds since 1970, for lines that tell no time
     * @throws IllegalArgumentException with the reason, when it is not one
     */
    void read(byte[] text, int from, int to, long now, Delivery delivery);
}
