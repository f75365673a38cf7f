package relais.gateway.simulator;

import java.time.Duration;

/**
 * How the SMSC behaves; rates are shares of 1.
 *
 * @param latency before each submit_sm_resp
 * @param silence submissions taken but never answered
 * @param throttling submissions answered ESME_RTHROTTLED
 * @param refusal submissions answered ESME_RINVDSTADR
 * @param duplication deliver_sm sent a second time although acknowledged
 * @param receiptAfter how long after a submission its receipt comes; zero for none
 * @param failure receipts that say UNDELIV
 * @param hangUpEvery how often all lines are cut; zero for never
 * @param window unacknowledged deliver_sm at a time, over all lines
 */
public record Behaviour(
        Duration latency,
        double silence,
        double throttling,
        double refusal,
        double duplication,
        Duration receiptAfter,
        double failure,
        Duration hangUpEvery,
        int window) {
    /** Answers everything at once, sends no receipts and never fails. */
    public static final Behaviour SMOOTH =
            new Behaviour(Duration.ZERO, 0, 0, 0, 0, Duration.ZERO, 0, Duration.ZERO, 1_000);

    /** Like a provider on a fair day. */
    public static final Behaviour USUAL =
            new Behaviour(
                    Duration.ofMillis(20),
                    0,
                    0.001,
                    0.002,
                    0.001,
                    Duration.ofSeconds(2),
                    0.02,
                    Duration.ZERO,
                    100);
}
