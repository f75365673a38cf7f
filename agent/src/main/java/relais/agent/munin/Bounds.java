package relais.agent.munin;

import java.time.Duration;

/** What one plugin may say at once; more is a flood. */
final class Bounds {

    /** Characters of one line; graph_info may be a paragraph. */
    static final int LINE = 4_000;

    /** Bytes of one answer: a multigraph plugin of a big switch has a few hundred thousand. */
    static final int ANSWER = 1 << 20;

    /** Unless plugin-conf.d says otherwise; munin-node's own is 60 s, too long for a live graph. */
    static final Duration TIMEOUT = Duration.ofSeconds(10);

    private Bounds() {}
}
