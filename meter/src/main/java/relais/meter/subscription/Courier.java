package relais.meter.subscription;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relais.meter.alert.delivery.Carried;
import relais.meter.alert.delivery.Letter;
import relais.meter.alert.delivery.Post;
import relais.meter.picture.Album;
import relais.meter.report.Period;
import relais.meter.report.Reports;
import relais.meter.report.Speech;
import relais.platform.db.Database;
import relais.platform.live.LiveFeed;

/**
 * Sends reports when their time has come. A letter is sent first and marked then: a crash in
 * between repeats it under the same name. Used by one thread.
 */
public final class Courier {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

    /** In one transaction; others have their turn in the next. */
    private static final int MOST_AT_ONCE = 50;

    /** A mail's bound at most servers is ten million, and the letters of files are a third more. */
    private static final int MOST_BYTES = 7_000_000;

    private final Database database;
    private final LiveFeed live;
    private final Reports reports;
    private final Post post;
    private final InstantSource clock;

    /** The same report goes to several addresses one after another. */
    private @Nullable Kept kept;

    private record Kept(long subscription, Period period, Reports.Made made) {}

    public Courier(
            Database database, LiveFeed live, Reports reports, Post post, InstantSource clock) {
        this.database = database;
        this.live = live;
        this.reports = reports;
        this.post = post;
        this.clock = clock;
    }

    /** Writes the letters that are due and sends them. */
    public void run() throws InterruptedException {
        Instant now = clock.instant();
        database.useTransaction(
                tx -> {
                    for (long id : Letters.dueSubscriptions(tx, now, MOST_AT_ONCE)) {
                        Subscription due = Subscriptions.find(tx, id).orElseThrow();
                        Letters.write(tx, due, now);
                        Subscription.Form form = due.form();
                        Instant next =
                                Period.nextAfter(form.length(), now, form.hour(), form.zone());
                        tx.execute(
                                "update meter_subscription set next_at = ? where id = ?", next, id);
                    }
                });
        while (sendOne()) {
            // There may be more.
        }
        kept = null;
    }

    private boolean sendOne() throws InterruptedException {
        Optional<Letters.Due> taken =
                database.inTransaction(tx -> Letters.take(tx, clock.instant()));
        if (taken.isEmpty()) {
            return false;
        }
        Letters.Due due = taken.get();
        Optional<Subscription> of =
                database.with(handle -> Subscriptions.find(handle, due.subscription()));
        if (of.isEmpty()) {
            return true;
        }
        Carried carried = carry(due, of.get());
        if (carried instanceof Carried.Never(String why)) {
            LOG.warn("report {} was given up: {}", due.id(), why);
        }
        database.useTransaction(
                tx -> {
                    Letters.ended(tx, due, carried, clock.instant());
                    live.changed(tx, "reports");
                });
        return true;
    }

    private Carried carry(Letters.Due due, Subscription of) throws InterruptedException {
        Period period = new Period(of.form().length(), due.from(), due.to(), true);
        return switch (made(of, period)) {
            case Reports.Made.Done(String title, byte[] file) ->
                    file.length > MOST_BYTES
                            ? new Carried.Never("the report is too large for a mail")
                            : post.send(letter(due, of, title, period, file));
            case Reports.Made.Missing missing ->
                    new Carried.Never("what it was about is not there any more");
            case Reports.Made.Busy busy -> new Carried.Later("too many reports at once");
        };
    }

    private Reports.Made made(Subscription of, Period period) throws InterruptedException {
        Kept last = kept;
        if (last != null && last.subscription() == of.id() && last.period().equals(period)) {
            return last.made();
        }
        Subscription.Form form = of.form();
        Reports.Made made =
                reports.make(
                        Album.Viewer.forMaker(
                                of.maker().userId(), of.maker().sight(), form.locale()),
                        new Reports.Wanted(form.about(), period, form.locale(), form.zone()));
        kept = new Kept(of.id(), period, made);
        return made;
    }

    private static Letter letter(
            Letters.Due due, Subscription of, String title, Period period, byte[] file) {
        Speech speech = new Speech(of.form().locale(), of.form().zone());
        return new Letter(
                "report-" + due.id(),
                due.address(),
                speech.subject(title, period),
                speech.letter(title, period),
                new Letter.Enclosure(speech.fileName(title, period), "application/pdf", file));
    }
}
