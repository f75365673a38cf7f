package relais.app;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import relais.gateway.directory.ChannelDirectory;
import relais.gateway.kannel.OwnMessages;
import relais.meter.Meter;
import relais.meter.alert.Alerts;
import relais.meter.alert.delivery.Carried;
import relais.meter.alert.delivery.Carrier;
import relais.meter.alert.delivery.MailCarrier;
import relais.meter.alert.delivery.Post;
import relais.meter.alert.delivery.Sms;
import relais.meter.alert.delivery.Ways;
import relais.meter.alert.delivery.WebhookCarrier;
import relais.voice.inbound.FirstEar;

/** Alerts leave by the gateway's channels, and answers to them come back by voice. */
final class Alarms implements AutoCloseable {
    /** In sendsms' table, in the place of the program's account. */
    private static final String ACCOUNT = "alerts";

    private final Closing closing = new Closing();
    private final Ways ways;
    private final AlarmSettings settings;

    Alarms(Foundations on, AlarmSettings settings, ChannelDirectory directory) {
        this.settings = settings;
        OwnMessages messages =
                new OwnMessages(on.queue, directory, on.secrets, settings.smsChannel(), on.clock);
        Sms sms =
                (tx, to, text) ->
                        messages.send(tx, ACCOUNT, to, text)
                                ? new Carried.Done()
                                : new Carried.Later("no SMS channel");
        Post mail =
                settings.mail()
                        .<Post>map(server -> new MailCarrier(server, on.clock))
                        .orElse(Post.NONE);
        this.ways = new Ways(sms, settings.smsPerHour(), mail, webhook(on));
    }

    private Carrier webhook(Foundations on) {
        if (settings.webhookSecret().isEmpty()) {
            return Ways.NONE.webhook();
        }
        return closing.add(
                new WebhookCarrier(settings.webhookHosts(), settings.webhookSecret(), on.clock));
    }

    Meter.Alarms ways() {
        return new Meter.Alarms(ways, settings.silentAfter());
    }

    /** Answers to alerts are heard before polls hear them. */
    static FirstEar ear(Meter meter) {
        return new FirstEar() {
            @Override
            public boolean mayTake(String text) {
                return Alerts.mayConcern(text);
            }

            @Override
            public Optional<String> take(Handle tx, String address, String text) {
                return meter.heard(tx, address, text);
            }
        };
    }

    @Override
    public void close() {
        closing.close();
    }
}
