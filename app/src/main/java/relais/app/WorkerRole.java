package relais.app;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import relais.gateway.kannel.CallbackSender;
import relais.gateway.kannel.SendsmsReports;
import relais.gateway.message.Report;
import relais.gateway.message.Topics;
import relais.platform.json.Json;
import relais.platform.queue.Item;
import relais.voice.Voice;
import relais.voice.inbound.FirstEar;
import relais.voice.reports.Reports;

/** Handles what arrived and what became of what left, releases questions, runs jobs. */
final class WorkerRole implements AutoCloseable {
    /** Enough to make a transaction's cost small for each message, short enough to stay quick. */
    private static final int BATCH = 500;

    /** While one batch of a processor's is on its way to the disk, another is decided. */
    private static final int AT_ONCE = 2;

    /** What became of messages can wait while people write; in large batches it catches up. */
    private static final int REPORTS = 1_000;

    /** How long a program may still be told what became of a message it sent through sendsms. */
    private static final int DAYS_KEPT = 30;

    private final Closing closing = new Closing();
    private final SendsmsReports sendsms;
    private final Reports reports;

    private WorkerRole(Foundations on, Voice voice) {
        this.sendsms = new SendsmsReports(on.database, on.secrets, on.clock);
        this.reports = voice.reports();
    }

    static WorkerRole start(Foundations on, AppSettings settings, Voice voice, FirstEar firstEar) {
        WorkerRole role = new WorkerRole(on, voice);
        voice.nameWork();
        on.jobs.every(
                "gateway.forget-sendsms",
                Duration.ofDays(1),
                () -> role.sendsms.forgetOlderThan(DAYS_KEPT));
        role.closing.add(on.jobs);
        on.jobs.start();
        int workers = settings.workers();
        role.closing.add(
                on.queue.consume(Topics.MO, workers * AT_ONCE, BATCH, voice.incoming(firstEar)));
        role.closing.add(on.queue.consume(Topics.REPORT, 1, REPORTS, role::report));
        role.closing.add(voice.release());
        CallbackSender callbacks =
                role.closing.add(
                        new CallbackSender(
                                on.database, on.secrets, settings.callbackHosts(), on.clock));
        callbacks.start();
        return role;
    }

    private void report(Handle tx, int partition, List<Item> batch) throws IOException {
        List<Report> all = new ArrayList<>(batch.size());
        for (Item item : batch) {
            all.add(Json.read(item.body(), Report.class));
        }
        reports.apply(tx, partition, sendsms.take(tx, all));
    }

    @Override
    public void close() {
        closing.close();
    }
}
