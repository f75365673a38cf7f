package relais.vault.mail;

import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.UIDFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import java.util.function.Predicate;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.jspecify.annotations.Nullable;

/** A mailbox over IMAP (RFC 3501), open for one round. */
final class Mailbox implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final MailSettings settings;
    private final IMAPStore store;
    private final IMAPFolder folder;

    private Mailbox(MailSettings settings, IMAPStore store, IMAPFolder folder) {
        this.settings = settings;
        this.store = store;
        this.folder = folder;
    }

    /** A letter that waits in the mailbox. */
    record Waiting(IMAPMessage message, Instant at, Place place) {}

    /** A letter's number for good in this mailbox (RFC 3501, section 2.3.1.1). */
    record Place(long validity, long uid) {}

    static Mailbox open(MailSettings settings) throws MessagingException {
        MailSettings.Server server = settings.server();
        Session session = Session.getInstance(properties(server));
        IMAPStore store = (IMAPStore) session.getStore("imap");
        store.connect(server.host(), server.port(), server.user(), server.password());
        try {
            IMAPFolder folder = (IMAPFolder) store.getFolder(settings.folder());
            folder.open(Folder.READ_WRITE);
            return new Mailbox(settings, store, folder);
        } catch (MessagingException e) {
            store.close();
            throw e;
        }
    }

    private static Properties properties(MailSettings.Server server) {
        Properties all = new Properties();
        boolean upgrade = server.security() == MailSettings.Security.STARTTLS;
        all.setProperty(
                "mail.imap.ssl.enable", "" + (server.security() == MailSettings.Security.TLS));
        all.setProperty("mail.imap.starttls.enable", "" + upgrade);
        all.setProperty("mail.imap.starttls.required", "" + upgrade);
        all.setProperty("mail.imap.ssl.checkserveridentity", "true");
        // reading alone marks nothing
        all.setProperty("mail.imap.peek", "true");
        String millis = Long.toString(TIMEOUT.toMillis());
        all.setProperty("mail.imap.connectiontimeout", millis);
        all.setProperty("mail.imap.timeout", millis);
        all.setProperty("mail.imap.writetimeout", millis);
        return all;
    }

    /** The oldest that nobody has flagged or put aside and that do not rest. */
    List<Waiting> waiting(int most, Predicate<Place> rests) throws MessagingException {
        int count = folder.getMessageCount();
        List<Waiting> found = new ArrayList<>();
        for (int from = 1; from <= count && found.size() < most; from += most) {
            Message[] some = folder.getMessages(from, Math.min(count, from + most - 1));
            FetchProfile wanted = new FetchProfile();
            wanted.add(FetchProfile.Item.FLAGS);
            wanted.add(FetchProfile.Item.SIZE);
            wanted.add(UIDFolder.FetchProfileItem.UID);
            wanted.add(IMAPFolder.FetchProfileItem.INTERNALDATE);
            folder.fetch(some, wanted);
            for (Message one : some) {
                boolean left = one.isSet(Flags.Flag.FLAGGED) || one.isSet(Flags.Flag.DELETED);
                Place place = new Place(folder.getUIDValidity(), folder.getUID(one));
                if (!left
                        && found.size() < most
                        && one instanceof IMAPMessage message
                        && !rests.test(place)) {
                    found.add(new Waiting(message, at(message.getReceivedDate()), place));
                }
            }
        }
        return found;
    }

    private static Instant at(@Nullable Date date) {
        return date == null ? Instant.EPOCH : date.toInstant();
    }

    /** Writes the letter as it came; false where it is larger than {@code most} bytes. */
    static boolean read(Waiting letter, Path to, long most) throws IOException, MessagingException {
        if (letter.message().getSize() > most) {
            return false;
        }
        // a server may say one size and send another
        try (InputStream in = letter.message().getMimeStream();
                OutputStream out = Files.newOutputStream(to)) {
            byte[] buffer = new byte[1 << 16];
            long taken = 0;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                taken += n;
                if (taken > most) {
                    return false;
                }
                out.write(buffer, 0, n);
            }
        }
        return true;
    }

    /** It stays, for a person to see, and is not asked for again. */
    void flag(Waiting letter) throws MessagingException {
        letter.message().setFlag(Flags.Flag.FLAGGED, true);
    }

    /** It is filed: out of the way. A crash within leaves at worst a second copy of it there. */
    void putAside(Waiting letter) throws MessagingException {
        letter.message().setFlag(Flags.Flag.SEEN, true);
        Folder done = store.getFolder(settings.done());
        if (!done.exists()) {
            done.create(Folder.HOLDS_MESSAGES);
        }
        Message[] one = {letter.message()};
        if (store.hasCapability("MOVE")) {
            folder.moveMessages(one, done);
            return;
        }
        folder.copyMessages(one, done);
        letter.message().setFlag(Flags.Flag.DELETED, true);
        if (store.hasCapability("UIDPLUS")) {
            // without it others' deleted letters would go too: ours stays marked instead
            folder.expunge(one);
        }
    }

    @Override
    public void close() throws MessagingException {
        folder.close(false);
        store.close();
    }
}
