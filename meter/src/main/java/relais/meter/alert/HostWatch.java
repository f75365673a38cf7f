package relais.meter.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import relais.meter.alert.Subject.Duty;
import relais.meter.alert.Subject.Place;
import relais.meter.alert.state.Observation;
import relais.meter.alert.state.Severity;
import relais.meter.host.Host;

/** Which hosts speak. Pure. */
final class HostWatch {
    private final Duration silence;
    private final Instant listeningSince;
    private final Instant now;

    /**
     * @param silence a host that said nothing for so long is silent
     * @param listeningSince before this we were deaf ourselves
     */
    HostWatch(Duration silence, Instant listeningSince, Instant now) {
        this.silence = silence;
        this.listeningSince = listeningSince;
        this.now = now;
    }

    /** How a host is heard. */
    enum Heard {
        WELL,
        /** Longer ago than usual; nothing is said of it yet, nor of what stands behind it. */
        LATE,
        SILENT,
        /** It never spoke yet, or is not to speak any more. */
        NOT_EXPECTED
    }

    Heard heard(Host host) {
        Optional<Duration> quiet = quiet(host);
        if (quiet.isEmpty()) {
            return Heard.NOT_EXPECTED;
        }
        if (quiet.get().compareTo(silence) >= 0) {
            return Heard.SILENT;
        }
        return quiet.get().compareTo(silence.dividedBy(3)) > 0 ? Heard.LATE : Heard.WELL;
    }

    private Optional<Duration> quiet(Host host) {
        Instant seen = host.seenAt();
        if (seen == null || host.revokedAt() != null) {
            return Optional.empty();
        }
        Instant from = seen.isAfter(listeningSince) ? seen : listeningSince;
        return Optional.of(Duration.between(from, now));
    }

    List<Judged> judge(List<Host> hosts) {
        List<Judged> all = new ArrayList<>();
        for (Host host : hosts) {
            Subject subject =
                    new Subject(
                            "host:" + host.name(),
                            Kind.HOST_SILENT,
                            null,
                            Place.ofHost(host.name()),
                            host.title(),
                            java.util.Map.of(),
                            Duty.USUAL);
            Observation seen =
                    switch (heard(host)) {
                        case SILENT -> new Observation.Wrong(Severity.MISSING, null, "");
                        case WELL, NOT_EXPECTED -> new Observation.Fine(null);
                        // Deaf after a pause of ours, we do not know whether it speaks again.
                        case LATE -> new Observation.Blind();
                    };
            all.add(Judged.plainly(subject, seen));
        }
        return all;
    }
}
