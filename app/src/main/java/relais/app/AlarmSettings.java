package relais.app;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import relais.meter.alert.delivery.MailCarrier;
import relais.platform.settings.Parsers;
import relais.platform.settings.Setting;
import relais.platform.settings.Settings;

/**
 * What an operator decides about alerts.
 *
 * @param silentAfter a host that said nothing for so long is silent
 * @param smsChannel by which people on call are told; empty: the first
 * @param smsPerHour to one person on call
 * @param mail empty where no mail is sent
 * @param webhookSecret empty where no webhook is called
 * @param webhookHosts the only hosts called; none: all
 */
record AlarmSettings(
        Duration silentAfter,
        String smsChannel,
        int smsPerHour,
        Optional<MailCarrier.Server> mail,
        String webhookSecret,
        Set<String> webhookHosts) {

    private static final Setting<Duration> SILENT_AFTER =
            new Setting<>(
                    "meter.host-silent-after",
                    "3m",
                    "A host that said nothing for so long raises an alert, 30s to 1d",
                    false,
                    Parsers.duration(Duration.ofSeconds(30), Duration.ofDays(1)));
    private static final Setting<String> SMS_CHANNEL =
            new Setting<>(
                    "meter.sms-channel",
                    "",
                    "Channel by which people on call are told; empty: the first",
                    false,
                    Parsers.text());
    private static final Setting<Integer> SMS_PER_HOUR =
            new Setting<>(
                    "meter.sms-per-hour",
                    "20",
                    "SMS of alerts to one person in an hour, 2 to 1000; more are summed up in one",
                    false,
                    Parsers.number(2, 1000));
    private static final Setting<String> WEBHOOK_SECRET =
            new Setting<>(
                    "meter.webhook-secret",
                    "",
                    "What webhooks of alerts are signed with; empty: none are called",
                    true,
                    Parsers.text());
    private static final Setting<List<String>> WEBHOOK_HOSTS =
            new Setting<>(
                    "meter.webhook-hosts",
                    "",
                    "The only hosts a webhook may name, by comma; empty: any but link-local and"
                            + " other reserved addresses",
                    false,
                    Parsers.list(Parsers.someText()));
    private static final Setting<String> MAIL_HOST =
            new Setting<>(
                    "mail.host", "", "SMTP server for mail; empty: none", false, Parsers.text());
    private static final Setting<Integer> MAIL_PORT =
            new Setting<>(
                    "mail.port", "587", "Its port, 1 to 65535", false, Parsers.number(1, 65535));
    private static final Setting<MailCarrier.Security> MAIL_SECURITY =
            new Setting<>(
                    "mail.security",
                    "starttls",
                    "How the line to it is protected: starttls, tls or none",
                    false,
                    Parsers.oneOf(MailCarrier.Security.class));
    private static final Setting<String> MAIL_USER =
            new Setting<>("mail.user", "", "Its user; empty for none", false, Parsers.text());
    private static final Setting<String> MAIL_PASSWORD =
            new Setting<>("mail.password", "", "Its password", true, Parsers.text());
    private static final Setting<String> MAIL_FROM =
            new Setting<>(
                    "mail.from",
                    "relais@localhost",
                    "The sender's address of mail",
                    false,
                    AlarmSettings::mailAddress);

    static List<Setting<?>> declared() {
        return List.of(
                SILENT_AFTER,
                SMS_CHANNEL,
                SMS_PER_HOUR,
                WEBHOOK_SECRET,
                WEBHOOK_HOSTS,
                MAIL_HOST,
                MAIL_PORT,
                MAIL_SECURITY,
                MAIL_USER,
                MAIL_PASSWORD,
                MAIL_FROM);
    }

    static AlarmSettings from(Settings settings) {
        String host = settings.get(MAIL_HOST);
        return new AlarmSettings(
                settings.get(SILENT_AFTER),
                settings.get(SMS_CHANNEL),
                settings.get(SMS_PER_HOUR),
                host.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                new MailCarrier.Server(
                                        host,
                                        settings.get(MAIL_PORT),
                                        settings.get(MAIL_SECURITY),
                                        settings.get(MAIL_USER),
                                        settings.get(MAIL_PASSWORD),
                                        settings.get(MAIL_FROM))),
                settings.get(WEBHOOK_SECRET),
                settings.get(WEBHOOK_HOSTS).stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet()));
    }

    @Override
    public String toString() {
        return "AlarmSettings[" + silentAfter + ", " + mail + "]";
    }

    private static String mailAddress(String text) {
        if (!text.matches("[^\\s@<>,;]{1,64}@[A-Za-z0-9.-]{1,190}")) {
            throw new IllegalArgumentException("an address, such as relais@example.org");
        }
        return text;
    }
}
