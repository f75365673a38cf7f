package relais.meter.overview;

/** How many alerts a host has, by severity. */
public record Worries(int critical, int warning, int unknown) {
    public static final Worries NONE = new Worries(0, 0, 0);
}
