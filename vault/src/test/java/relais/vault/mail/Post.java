package relais.vault.mail;

import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Flags;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;

/** A mail server with one mailbox. */
final class Post implements AutoCloseable {
    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", "imap"));
    private final GreenMailUser user;

    Post() {
        server.start();
        user = server.setUser("post@office.test", "post", "secret");
    }

    int port() {
        return server.getImap().getPort();
    }

    static MailSettings settings(int port, String tray) {
        return new MailSettings(
                new MailSettings.Server(
                        "127.0.0.1", port, MailSettings.Security.NONE, "post", "secret"),
                "INBOX",
                "Filed",
                "Courrier",
                tray.isEmpty() ? Optional.empty() : Optional.of(tray));
    }

    void arrives(String letter) throws Exception {
        byte[] bytes = letter.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        MimeMessage message =
                new MimeMessage(
                        Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
        inbox().appendMessage(
                        message,
                        new Flags(),
                        Date.from(java.time.Instant.parse("2026-03-02T08:00:00Z")));
    }

    /** A letter with a text and attachments in pairs of name and content. */
    static String letter(String id, String to, String subject, String... attached) {
        StringBuilder letter =
                new StringBuilder(
                        """
                        Message-ID: <%s@writer.test>
                        From: Ana <ana@writer.test>
                        To: %s
                        Subject: %s
                        MIME-Version: 1.0
                        Content-Type: multipart/mixed; boundary=cut

                        --cut
                        Content-Type: text/plain; charset=utf-8

                        Bonjour, voici les pièces.
                        """
                                .formatted(id, to, subject));
        for (int i = 0; i < attached.length; i += 2) {
            letter.append(
                    """
                    --cut
                    Content-Type: application/octet-stream
                    Content-Disposition: attachment; filename="%s"
                    Content-Transfer-Encoding: base64

                    %s
                    """
                            .formatted(
                                    attached[i],
                                    Base64.getMimeEncoder()
                                            .encodeToString(
                                                    attached[i + 1].getBytes(
                                                            StandardCharsets.UTF_8))));
        }
        return letter.append("--cut--\n").toString();
    }

    private MailFolder inbox() throws Exception {
        return server.getManagers().getImapHostManager().getInbox(user);
    }

    int waiting() throws Exception {
        return inbox().getNonDeletedMessages().size();
    }

    long flagged() throws Exception {
        return inbox().getNonDeletedMessages().stream()
                .filter(one -> one.isSet(Flags.Flag.FLAGGED))
                .count();
    }

    int filed() {
        MailFolder filed = server.getManagers().getImapHostManager().getFolder(user, "Filed");
        return filed == null ? 0 : filed.getNonDeletedMessages().size();
    }

    @Override
    public void close() {
        server.stop();
    }
}
