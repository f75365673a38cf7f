package relais.vault.mail;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is known of a letter.
 *
 * @param messageId as its sender says; empty where it says none
 * @param recipients headers' addresses, unparsed
 * @param attachments what its attachments are called
 */
record Letter(String subject, String messageId, String recipients, List<String> attachments) {
    /** Numbers tried for one letter: nobody files in more dossiers by hand. */
    private static final int MOST_NAMED = 20;

    private static final Pattern TAG = Pattern.compile("\\+([^@\\s<>,;\"\\p{Cntrl}]{1,100})@");
    private static final Pattern BRACKETS = Pattern.compile("\\[([^\\[\\]\\p{Cntrl}]{1,100})]");

    Letter {
        attachments = List.copyOf(attachments);
    }

    /** One that could not be taken apart. */
    static final Letter CLOSED = new Letter("", "", "", List.of());

    /** Reads what the limited process answers, see docs/formats/vault-child.md. */
    static Letter of(byte[] parts) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(parts));
        String subject = in.readUTF();
        String messageId = in.readUTF();
        String recipients = in.readUTF();
        int count = in.readInt();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(in.readUTF());
        }
        return new Letter(subject, messageId, recipients, names);
    }

    /**
     * What may be a dossier's number, in the order in which it counts: behind the plus of an
     * address ({@code mail+ADM-2026-00012@…}), in brackets in the subject.
     */
    Set<String> named() {
        Set<String> named = new LinkedHashSet<>();
        for (Matcher found : List.of(TAG.matcher(recipients), BRACKETS.matcher(subject))) {
            while (named.size() < MOST_NAMED && found.find()) {
                named.add(found.group(1).strip());
            }
        }
        return named;
    }
}
