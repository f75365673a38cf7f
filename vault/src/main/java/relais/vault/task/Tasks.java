package relais.vault.task;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;
import relais.platform.accounts.Memberships;
import relais.platform.identity.Caller;
import relais.vault.access.Level;
import relais.vault.access.Outcome;
import relais.vault.access.Reach;
import relais.vault.dossier.Deeds;

/** Keeps tasks. A day is over when it is over in UTC. */
public final class Tasks {
    private static final int TITLE_SIGNS = 300;

    private final Deeds deeds;
    private final Memberships memberships;

    public Tasks(Deeds deeds, Memberships memberships) {
        this.deeds = deeds;
        this.memberships = memberships;
    }

    /**
     * A task as people write it.
     *
     * @param assignee a user; null: whoever looks after the dossier
     */
    public record Form(
            String title, @Nullable LocalDate due, @Nullable Long assignee, boolean done) {}

    /** All of one dossier: the open ones by their day, then those done. */
    public List<Task> of(Handle handle, long dossier, int limit) {
        return tasks(
                handle,
                handle.createQuery(
                                SELECT
                                        + """
                                        WHERE t.dossier_id = :dossier
                                        ORDER BY t.done_at IS NOT NULL, t.due NULLS LAST, t.id
                                        LIMIT :limit
                                        """)
                        .bind("dossier", dossier)
                        .bind("limit", limit));
    }

    /**
     * Tasks in dossiers that the caller sees, the most urgent first.
     *
     * @param mine only the caller's
     * @param open only those not done
     * @param skip of how many the pages before were
     */
    public List<Task> list(Caller caller, boolean mine, boolean open, int skip, int limit) {
        return deeds.database()
                .inTransaction(
                        tx -> {
                            Reach reach = deeds.sight().reach(tx, caller);
                            return tasks(
                                    tx,
                                    reach.bind(
                                                    tx.createQuery(
                                                            SELECT
                                                                    + "WHERE d.trashed_at IS NULL AND "
                                                                    + Reach.SEEN
                                                                    + (mine
                                                                            ? " AND t.assignee = :me"
                                                                            : "")
                                                                    + (open
                                                                            ? " AND t.done_at IS NULL"
                                                                            : "")
                                                                    + " AND :me IS NOT NULL"
                                                                    + " ORDER BY t.due, t.id"
                                                                    + " LIMIT :limit OFFSET :skip"))
                                            .bind("me", caller.userId())
                                            .bind("limit", limit)
                                            .bind("skip", skip));
                        });
    }

    private List<Task> tasks(Handle handle, Query query) {
        LocalDate today = LocalDate.ofInstant(deeds.clock().instant(), ZoneOffset.UTC);
        List<Task> bare = query.map((row, context) -> task(row, today)).list();
        Set<Long> users = new HashSet<>();
        for (Task task : bare) {
            if (task.assignee() != null) {
                users.add(task.assignee());
            }
        }
        Map<Long, String> names = memberships.names(handle, users);
        return bare.stream().map(task -> named(task, names)).toList();
    }

    private static Task named(Task task, Map<Long, String> names) {
        return new Task(
                task.id(),
                task.dossierId(),
                task.number(),
                task.dossierTitle(),
                task.title(),
                task.due(),
                task.assignee(),
                task.assignee() == null ? null : names.get(task.assignee()),
                task.done(),
                task.overdue());
    }

    public Outcome add(Caller caller, long dossier, Form form) {
        Outcome.Refused wrong = wrong(form);
        if (wrong != null) {
            return wrong;
        }
        return deeds.on(
                caller,
                dossier,
                Level.WRITE,
                tx -> {
                    long id =
                            bound(
                                            tx.createQuery(
                                                    """
                                                    INSERT INTO vault_task (dossier_id, title, due,
                                                        assignee, created_at, created_by)
                                                    VALUES (:dossier, :title,
                                                        cast(:due AS date), :assignee, :now, :by)
                                                    RETURNING id
                                                    """),
                                            form)
                                    .bind("dossier", dossier)
                                    .bind("now", deeds.now())
                                    .bind("by", caller.userId())
                                    .mapTo(Long.class)
                                    .one();
                    written(tx, caller, dossier, "task-added", form);
                    return new Outcome.Ok(id);
                });
    }

    public Outcome update(Caller caller, long task, Form form) {
        Outcome.Refused wrong = wrong(form);
        Optional<Task> found = find(task);
        if (wrong != null || found.isEmpty()) {
            return wrong == null ? new Outcome.Missing() : wrong;
        }
        long dossier = found.get().dossierId();
        return deeds.on(
                caller,
                dossier,
                Level.WRITE,
                tx -> {
                    bound(
                                    tx.createUpdate(
                                            """
                                            UPDATE vault_task SET title = :title,
                                                due = cast(:due AS date), assignee = :assignee,
                                                done_at = CASE WHEN :done
                                                    THEN coalesce(done_at, :now) END,
                                                done_by_name = CASE WHEN :done
                                                    THEN coalesce(done_by_name, :name) END
                                            WHERE id = :id
                                            """),
                                    form)
                            .bind("id", task)
                            .bind("done", form.done())
                            .bind("now", deeds.now())
                            .bind("name", caller.name())
                            .execute();
                    boolean ended = form.done() && !found.get().done();
                    written(tx, caller, dossier, ended ? "task-done" : "task-changed", form);
                    return new Outcome.Ok(task);
                });
    }

    public Outcome remove(Caller caller, long task) {
        Optional<Task> found = find(task);
        if (found.isEmpty()) {
            return new Outcome.Missing();
        }
        Task was = found.get();
        return deeds.on(
                caller,
                was.dossierId(),
                Level.WRITE,
                tx -> {
                    tx.createUpdate("DELETE FROM vault_task WHERE id = :id")
                            .bind("id", task)
                            .execute();
                    Form form = new Form(was.title(), was.due(), was.assignee(), was.done());
                    written(tx, caller, was.dossierId(), "task-removed", form);
                    return new Outcome.Ok(task);
                });
    }

    /** The task, whoever asks: for the endpoint that has just changed it. */
    public Optional<Task> find(long task) {
        return deeds.database()
                .with(
                        handle ->
                                tasks(
                                                handle,
                                                handle.createQuery(SELECT + "WHERE t.id = :id")
                                                        .bind("id", task))
                                        .stream()
                                        .findFirst());
    }

    private void written(Handle tx, Caller caller, long dossier, String what, Form form) {
        deeds.live().changed(tx, "dossier-tasks");
        deeds.done(tx, caller, dossier, what, "dossier.task", Map.of("task", form.title()));
    }

    private static Outcome.@Nullable Refused wrong(Form form) {
        boolean fits = !form.title().isBlank() && form.title().length() <= TITLE_SIGNS;
        return fits && form.title().indexOf('\0') < 0
                ? null
                : new Outcome.Refused(422, "task-title", "title", "1 to 300 signs");
    }

    private static <T extends org.jdbi.v3.core.statement.SqlStatement<T>> T bound(
            T statement, Form form) {
        return statement
                .bind("title", form.title().strip())
                .bind("due", form.due())
                .bind("assignee", form.assignee());
    }

    private static final String SELECT =
            """
            SELECT t.*, d.number, d.title AS dossier_title
            FROM vault_task t JOIN vault_dossier d ON d.id = t.dossier_id
            """;

    private static Task task(ResultSet row, LocalDate today) throws SQLException {
        LocalDate due = row.getObject("due", LocalDate.class);
        boolean done = row.getTimestamp("done_at") != null;
        return new Task(
                row.getLong("id"),
                row.getLong("dossier_id"),
                row.getString("number"),
                row.getString("dossier_title"),
                row.getString("title"),
                due,
                row.getObject("assignee", Long.class),
                null,
                done,
                !done && due != null && due.isBefore(today));
    }
}
