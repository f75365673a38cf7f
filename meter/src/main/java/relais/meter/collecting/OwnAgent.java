package relais.meter.collecting;

import java.time.InstantSource;
import relais.agent.batch.Batch;
import relais.agent.ship.Outcome;
import relais.agent.ship.Transport;

/** The way from the agent of this process: no wire, no signature, the same rules. */
public final class OwnAgent implements Transport {
    private final Members members;
    private final Collecting collecting;
    private final String host;
    private final String version;
    private final InstantSource clock;

    /**
     * @param host its name in the directory
     */
    public OwnAgent(
            Members members,
            Collecting collecting,
            String host,
            String version,
            InstantSource clock) {
        this.members = members;
        this.collecting = collecting;
        this.host = host;
        this.version = version;
        this.clock = clock;
    }

    @Override
    public Outcome send(Batch batch) {
        try {
            return members.find(host)
                    .map(member -> outcome(collecting.take(member, batch, heard())))
                    .orElseGet(
                            () ->
                                    new Outcome.Refused(
                                            Outcome.Because.SENDER, "this host was withdrawn"));
        } catch (RuntimeException away) {
            // The transport's boundary: a database that is away is the same as a network that is.
            return new Outcome.Away(String.valueOf(away.getMessage()));
        }
    }

    private Heard heard() {
        return new Heard(clock.instant(), 0, "", version);
    }

    private static Outcome outcome(Taken taken) {
        return switch (taken) {
            case Taken.Stored(int sheets, boolean wants, String refused) ->
                    new Outcome.Acknowledged(wants, refused);
            case Taken.Refused(String reason) ->
                    new Outcome.Refused(Outcome.Because.CONTENT, reason);
            case Taken.Away(String reason) -> new Outcome.Away(reason);
        };
    }

    @Override
    public void close() {}
}
