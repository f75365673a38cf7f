package relais.gateway.kannel;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.gateway.kannel.ReportStore.Key;
import relais.gateway.kannel.ReportStore.Part;
import relais.gateway.message.Report;
import relais.platform.db.Database;
import relais.platform.secrets.Secrets;

/**
 * Picks from the stream of reports those about messages that came by our sendsms, and puts the
 * calls that programs asked for (dlr-url, dlr-mask) on their table, in the transaction that
 * consumes the reports. A message in several parts is reported once, as by Kannel: accepted and
 * delivered when all parts are, failed or refused when one is.
 */
public final class SendsmsReports {
    private final Database database;
    private final InstantSource clock;
    private final ReportStore reports;

    public SendsmsReports(Database database, Secrets secrets, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        this.reports = new ReportStore(new SendsmsStore(secrets), new Callbacks(database, secrets));
    }

    /** A row's id turned into a message id that no other sender of messages has. */
    static long messageId(long row) {
        return -row;
    }

    /**
     * Takes what is ours and answers the rest, in its order, for whoever else reports are for.
     * Receipts that might be ours, once the answer to their submission is known, are in both.
     */
    public List<Report> take(Handle tx, List<Report> batch) {
        List<Report> rest = new ArrayList<>(batch.size());
        List<Part> parts = new ArrayList<>();
        List<Report.Receipt> receipts = new ArrayList<>();
        for (Report report : batch) {
            Part part = ours(report);
            if (part != null) {
                parts.add(part);
            } else {
                rest.add(report);
                if (report instanceof Report.Receipt receipt) {
                    receipts.add(receipt);
                }
            }
        }
        if (!parts.isEmpty()) {
            reports.store(tx, parts);
            receipts.addAll(reports.takeEarly(tx, parts));
        }
        if (!receipts.isEmpty()) {
            Map<Report.Receipt, Key> ours = reports.find(tx, receipts);
            rest.removeAll(ours.keySet());
            receipts.removeAll(ours.keySet());
            reports.keepEarly(tx, receipts);
            parts.addAll(reports.apply(tx, ours));
        }
        reports.callBack(tx, parts, clock.instant());
        return List.copyOf(rest);
    }

    /** The outcome of a submission of ours; null for others and for receipts. */
    private static @Nullable Part ours(Report report) {
        return switch (report) {
            case Report.Submitted r ->
                    part(
                            new Key(-r.messageId(), r.part()),
                            r.parts(),
                            r.channel(),
                            r.providerId(),
                            PartState.SUBMITTED,
                            "");
            case Report.Refused r ->
                    part(
                            new Key(-r.messageId(), r.part()),
                            r.parts(),
                            r.channel(),
                            null,
                            PartState.REFUSED,
                            r.code() + "/" + r.reason());
            case Report.Uncertain r ->
                    part(
                            new Key(-r.messageId(), r.part()),
                            r.parts(),
                            r.channel(),
                            null,
                            PartState.UNCERTAIN,
                            "");
            case Report.Receipt _ -> null;
        };
    }

    private static @Nullable Part part(
            Key key,
            int parts,
            String channel,
            @Nullable String providerId,
            PartState state,
            String detail) {
        return key.message() > 0 ? new Part(key, parts, channel, providerId, state, detail) : null;
    }

    /** Forgets messages, keys and calls older than {@code days}; a job runs it daily. */
    public void forgetOlderThan(int days) {
        database.useTransaction(
                tx -> SendsmsStore.forget(tx, clock.instant().minus(Duration.ofDays(days))));
    }
}
