package relais.voice.contact;

import java.util.List;
import relais.platform.identity.GrantablePermission;
import relais.platform.identity.Permission;

/** What people's and the inbox's endpoints need. */
public final class PeoplePermissions {
    public static final Permission READ = new Permission("people.read");
    public static final Permission EDIT = new Permission("people.edit");
    public static final Permission IMPORT = new Permission("people.import");

    /** Without it every number is shown with its end hidden. */
    public static final Permission SEE_NUMBERS = new Permission("people.see-numbers");

    public static final Permission INBOX_READ = new Permission("inbox.read");
    public static final Permission INBOX_REPLY = new Permission("inbox.reply");

    public static final List<GrantablePermission> ALL =
            List.of(
                    new GrantablePermission(READ, "See people and what was said with them"),
                    new GrantablePermission(EDIT, "Add and change people and groups, stop, resume"),
                    new GrantablePermission(IMPORT, "Bring in lists of people"),
                    new GrantablePermission(SEE_NUMBERS, "See whole telephone numbers"),
                    new GrantablePermission(INBOX_READ, "Read the inbox and messages' stories"),
                    new GrantablePermission(INBOX_REPLY, "Answer, write to people, tick off"));

    private PeoplePermissions() {}
}
