package relais.gateway.smpp;

import java.time.Duration;
import org.jsmpp.SMPPConstant;
import relais.gateway.channel.Outcome;

/** What a command_status in answer to submit_sm means for the part (SMPP 3.4, 5.1.3). */
final class CommandStatus {
    /** The first wait after "slow down"; the sender lengthens it while the provider repeats it. */
    private static final Duration PAUSE = Duration.ofMillis(200);

    /** From here on statuses are the provider's own. */
    private static final int VENDOR = 0x400;

    private CommandStatus() {}

    /** For any status but ROK. */
    static Outcome outcome(int status) {
        String code = "0x%08x".formatted(status);
        return switch (status) {
            case SMPPConstant.STAT_ESME_RTHROTTLED, SMPPConstant.STAT_ESME_RMSGQFUL ->
                    new Outcome.Throttled(PAUSE);
            case SMPPConstant.STAT_ESME_RSYSERR,
                    SMPPConstant.STAT_ESME_RX_T_APPN,
                    SMPPConstant.STAT_ESME_RINVBNDSTS,
                    SMPPConstant.STAT_ESME_RBINDFAIL,
                    SMPPConstant.STAT_ESME_RINVPASWD,
                    SMPPConstant.STAT_ESME_RINVSYSID,
                    SMPPConstant.STAT_ESME_RUNKNOWNERR ->
                    new Outcome.Retry(code, words(status));
            default ->
                    Integer.compareUnsigned(status, VENDOR) >= 0
                            ? new Outcome.Retry(code, words(status))
                            : new Outcome.Refused(code, words(status));
        };
    }

    /** For a person. */
    static String words(int status) {
        return switch (status) {
            case SMPPConstant.STAT_ESME_RINVMSGLEN -> "message too long";
            case SMPPConstant.STAT_ESME_RINVBNDSTS -> "not bound for this";
            case SMPPConstant.STAT_ESME_RSYSERR -> "provider's system error";
            case SMPPConstant.STAT_ESME_RINVSRCADR -> "sender not allowed";
            case SMPPConstant.STAT_ESME_RINVDSTADR -> "no such recipient";
            case SMPPConstant.STAT_ESME_RBINDFAIL -> "bind refused";
            case SMPPConstant.STAT_ESME_RINVPASWD -> "wrong password";
            case SMPPConstant.STAT_ESME_RINVSYSID -> "unknown system id";
            case SMPPConstant.STAT_ESME_RALYBND -> "already bound";
            case SMPPConstant.STAT_ESME_RMSGQFUL -> "provider's queue is full";
            case SMPPConstant.STAT_ESME_RSUBMITFAIL -> "submission failed";
            case SMPPConstant.STAT_ESME_RTHROTTLED -> "too fast for the provider";
            case SMPPConstant.STAT_ESME_RX_T_APPN -> "provider asks to try later";
            case SMPPConstant.STAT_ESME_RX_P_APPN, SMPPConstant.STAT_ESME_RX_R_APPN ->
                    "refused by the provider";
            default ->
                    Integer.compareUnsigned(status, VENDOR) >= 0
                            ? "provider's own reason"
                            : "refused by the provider";
        };
    }
}
