package relais.platform.accounts;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import relais.platform.db.Database;

/** Who is in which group of users: for what is shared with groups. Thread safe. */
public final class Memberships {
    private final Database database;

    public Memberships(Database database) {
        this.database = database;
    }

    /** A group by its number and name. */
    public record Named(long id, String name) {}

    /** All groups, by name. */
    public List<Named> groups() {
        return database.with(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT id, name FROM platform_user_group
                                        ORDER BY lower(name), id LIMIT 1000
                                        """)
                                .map(
                                        (row, context) ->
                                                new Named(row.getLong("id"), row.getString("name")))
                                .list());
    }

    /** The groups that this user is in. */
    public Set<Long> of(long userId) {
        return database.with(handle -> of(handle, userId));
    }

    /** The same within the caller's transaction, which holds a connection already. */
    public Set<Long> of(Handle handle, long userId) {
        return handle
                .createQuery("SELECT group_id FROM platform_member WHERE user_id = :user")
                .bind("user", userId)
                .mapTo(Long.class)
                .stream()
                .collect(Collectors.toSet());
    }

    /** Names of these users, as far as there are such. */
    public Map<Long, String> names(Handle handle, Set<Long> users) {
        Map<Long, String> names = new HashMap<>();
        handle.createQuery("SELECT id, name FROM platform_user WHERE id = ANY (:users)")
                .bind("users", users.toArray(Long[]::new))
                .map((row, context) -> Map.entry(row.getLong("id"), row.getString("name")))
                .forEach(user -> names.put(user.getKey(), user.getValue()));
        return names;
    }

    /** What these users sign in with, as far as there are such. */
    public Map<Long, String> logins(Handle handle, Set<Long> users) {
        Map<Long, String> logins = new HashMap<>();
        handle.createQuery("SELECT id, login FROM platform_user WHERE id = ANY (:users)")
                .bind("users", users.toArray(Long[]::new))
                .map((row, context) -> Map.entry(row.getLong("id"), row.getString("login")))
                .forEach(user -> logins.put(user.getKey(), user.getValue()));
        return logins;
    }

    /** Names of these groups, as far as there are such. */
    public Map<Long, String> groupNames(Handle handle, Set<Long> groups) {
        Map<Long, String> names = new HashMap<>();
        handle.createQuery("SELECT id, name FROM platform_user_group WHERE id = ANY (:groups)")
                .bind("groups", groups.toArray(Long[]::new))
                .map((row, context) -> Map.entry(row.getLong("id"), row.getString("name")))
                .forEach(group -> names.put(group.getKey(), group.getValue()));
        return names;
    }

    /** The user who signs in so. */
    public Optional<Long> userOf(Handle handle, String login) {
        return handle.createQuery("SELECT id FROM platform_user WHERE login = :login")
                .bind("login", login)
                .mapTo(Long.class)
                .findOne();
    }

    /** The group of this name; where there is none, one is made that may do nothing. */
    public long groupCalled(Handle tx, String name) {
        tx.createUpdate(
                        """
                        INSERT INTO platform_user_group (name) VALUES (:name)
                        ON CONFLICT (name) DO NOTHING
                        """)
                .bind("name", name)
                .execute();
        return tx.createQuery("SELECT id FROM platform_user_group WHERE name = :name")
                .bind("name", name)
                .mapTo(Long.class)
                .one();
    }
}
