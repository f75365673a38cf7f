package relais.app;

/** A part of Relais that can run in a process of its own, any number of times. */
public enum Role {
    /** Console, API, live changes. */
    WEB,
    /** Messages' meaning, release of questions, imports, jobs. */
    WORKER,
    /** Channels to providers, with a spool of its own. */
    GATEWAY,
    /** Measurements: the series store, what agents push, alerts. One process has it. */
    METER
}
