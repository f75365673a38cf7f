package relais.meter.alert.delivery;

import jakarta.activation.DataHandler;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;

/**
 * Sends letters over SMTP (RFC 5321). The Message-ID is made of the letter's name, so a mailbox can
 * tell a repetition.
 */
public final class MailCarrier implements Post {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Session session;
    private final Server server;
    private final InstantSource clock;

    /** How the line is protected. */
    public enum Security {
        NONE,
        STARTTLS,
        TLS
    }

    /**
     * @param user empty for no login
     * @param from the sender's address
     */
    public record Server(
            String host, int port, Security security, String user, String password, String from) {
        @Override
        public String toString() {
            return "Server[" + host + ":" + port + "]";
        }
    }

    public MailCarrier(Server server, InstantSource clock) {
        this.server = server;
        this.clock = clock;
        Authenticator login =
                new Authenticator() {
                    @Override
                    protected PasswordAuthentication getPasswordAuthentication() {
                        return new PasswordAuthentication(server.user(), server.password());
                    }
                };
        this.session =
                Session.getInstance(properties(server), server.user().isEmpty() ? null : login);
    }

    private static Properties properties(Server server) {
        Properties all = new Properties();
        all.setProperty("mail.transport.protocol", "smtp");
        all.setProperty("mail.smtp.host", server.host());
        all.setProperty("mail.smtp.port", Integer.toString(server.port()));
        all.setProperty("mail.smtp.auth", Boolean.toString(!server.user().isEmpty()));
        all.setProperty("mail.smtp.ssl.enable", "" + (server.security() == Security.TLS));
        boolean upgrade = server.security() == Security.STARTTLS;
        all.setProperty("mail.smtp.starttls.enable", Boolean.toString(upgrade));
        all.setProperty("mail.smtp.starttls.required", Boolean.toString(upgrade));
        all.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        String millis = Long.toString(TIMEOUT.toMillis());
        all.setProperty("mail.smtp.connectiontimeout", millis);
        all.setProperty("mail.smtp.timeout", millis);
        all.setProperty("mail.smtp.writetimeout", millis);
        return all;
    }

    @Override
    public Carried send(Letter letter) {
        try {
            Transport.send(message(letter));
            return new Carried.Done();
        } catch (AddressException e) {
            return new Carried.Never("not a mail address");
        } catch (AuthenticationFailedException e) {
            return new Carried.Later("the mail server refuses our login");
        } catch (SendFailedException e) {
            return refused(e);
        } catch (MessagingException e) {
            return new Carried.Later("the mail server does not answer as it should");
        }
    }

    /** A refusal by 5xx is for good (RFC 5321, 4.2.1). */
    private static Carried refused(SendFailedException e) {
        Exception next = e;
        while (next instanceof MessagingException known) {
            if (known instanceof SMTPAddressFailedException failed) {
                String why = "the mail server says " + failed.getReturnCode();
                return failed.getReturnCode() >= 500
                        ? new Carried.Never(why)
                        : new Carried.Later(why);
            }
            next = known.getNextException();
        }
        return new Carried.Later("the mail server did not take it");
    }

    private Message message(Letter letter) throws MessagingException {
        MimeMessage message =
                new MimeMessage(session) {
                    @Override
                    protected void updateMessageID() throws MessagingException {
                        setHeader("Message-ID", messageId(letter));
                    }
                };
        message.setFrom(new InternetAddress(server.from()));
        Address to = new InternetAddress(letter.to(), true);
        message.setRecipient(Message.RecipientType.TO, to);
        message.setSubject(letter.subject(), StandardCharsets.UTF_8.name());
        contents(message, letter);
        message.setSentDate(Date.from(clock.instant()));
        // RFC 3834: no holiday answers, please.
        message.setHeader("Auto-Submitted", "auto-generated");
        return message;
    }

    private static void contents(MimeMessage message, Letter letter) throws MessagingException {
        Letter.Enclosure enclosure = letter.enclosure();
        if (enclosure == null) {
            message.setText(letter.text(), StandardCharsets.UTF_8.name());
            return;
        }
        MimeBodyPart text = new MimeBodyPart();
        text.setText(letter.text(), StandardCharsets.UTF_8.name());
        MimeBodyPart file = new MimeBodyPart();
        file.setDataHandler(
                new DataHandler(
                        new ByteArrayDataSource(enclosure.bytes(), enclosure.contentType())));
        file.setFileName(enclosure.fileName());
        message.setContent(new MimeMultipart(text, file));
    }

    private String messageId(Letter letter) {
        String domain = server.from().substring(server.from().indexOf('@') + 1);
        return "<relais-" + letter.name() + "@" + domain + ">";
    }
}
