package relais.voice.contact;

import java.util.List;
import relais.platform.identity.Permission;

/** What people's endpoints need. */
public final class PeoplePermissions {
    public static final Permission READ = new Permission("people.read");
    public static final Permission EDIT = new Permission("people.edit");
    public static final Permission IMPORT = new Permission("people.import");

    /** Without it every number is shown with its end hidden. */
    public static final Permission SEE_NUMBERS = new Permission("people.see-numbers");

    public static final Permission INBOX_READ = new Permission("inbox.read");
    public static final Permission INBOX_REPLY = new Permission("inbox.reply");

    public static final List<Permission> ALL =
            List.of(READ, EDIT, IMPORT, SEE_NUMBERS, INBOX_READ, INBOX_REPLY);

    private PeoplePermissions() {}
}
