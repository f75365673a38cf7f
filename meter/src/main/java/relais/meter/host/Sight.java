package relais.meter.host;

import java.util.Set;

/** Which hosts a caller may see. */
public sealed interface Sight {
    record All() implements Sight {}

    /** By name; may be empty. */
    record Some(Set<String> hosts) implements Sight {
        public Some {
            hosts = Set.copyOf(hosts);
        }
    }

    default boolean sees(String host) {
        return switch (this) {
            case All all -> true;
            case Some some -> some.hosts.contains(host);
        };
    }
}
