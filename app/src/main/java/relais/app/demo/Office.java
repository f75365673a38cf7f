package relais.app.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import relais.platform.accounts.Accounts;
import relais.platform.accounts.Outcome;
import relais.platform.accounts.User;
import relais.platform.accounts.UserGroup;
import relais.platform.identity.Caller;
import relais.platform.identity.GrantablePermission;
import relais.vault.Records;
import relais.vault.Vault;

/**
 * Fills the shelves of the invented country's office: dossiers as they would have come in over the
 * last months, with what was written, decided and put into them. How far it came is noted in the
 * data folder: a start after a broken one goes on there, later ones do nothing.
 */
final class Office {
    private static final long SEED = 20_260_302;
    private static final int DOSSIERS = 200;

    /** Kept longer than they must be, else there would be nothing to erase. */
    private static final int OLD_ONES = 9;

    private static final Duration LONG_AGO = Duration.ofDays(3 * 365);
    private static final Duration MONTHS = Duration.ofDays(310);

    /** In UTC; two hours later by the clocks of Bujumbura. */
    private static final Duration OPENS = Duration.ofHours(6);

    private static final Duration CLOSES = Duration.ofHours(15);
    private static final int PEOPLE_ASKED = 10;

    private final Path noted;
    private final Instant today;
    private final Records records;
    private final OfficeWork work;
    private Instant now;

    Office(Vault vault, Path folder, OfficeWork.People people, InstantSource clock) {
        this.noted = folder.resolve("demo-dossiers.txt");
        this.today = clock.instant();
        this.now = today;
        this.records = vault.records(() -> now);
        this.work = new OfficeWork(records, people, today);
    }

    /** Whoever does it, with every right over dossiers. */
    static Caller somebody(String name) {
        return new Caller(
                0,
                name,
                Vault.grantable().stream()
                        .map(GrantablePermission::permission)
                        .collect(Collectors.toSet()),
                true,
                Set.of(),
                Locale.FRENCH);
    }

    /**
     * Makes what is not there yet; nothing where somebody has types of their own.
     *
     * @param anew whether the country was made just now
     */
    void open(Accounts accounts, boolean anew, BooleanSupplier ends) throws IOException {
        boolean begun = Files.exists(noted);
        if (!begun) {
            if (!anew || !records.types().all().isEmpty()) {
                return;
            }
            Files.writeString(noted, "0"); // the types may be there before a dossier is
        }
        int done = begun ? Integer.parseInt(Files.readString(noted).strip()) : 0;
        if (done >= DOSSIERS) {
            return;
        }
        work.ready(
                new OfficeTypes.Groups(
                        group(accounts, "Action sociale"),
                        group(accounts, "Service de l’eau"),
                        group(accounts, "Commission")),
                accounts.users().page("", 0, PEOPLE_ASKED).stream().map(User::id).toList());
        for (int i = done; i < DOSSIERS && !ends.getAsBoolean(); i++) {
            RandomGenerator random = new SplittableRandom(SEED + i);
            now = earlier(opened(i), today);
            work.dossier(i, random, i < OLD_ONES, this::later);
            Files.writeString(noted, Integer.toString(i + 1));
        }
    }

    /** The old ones first: numbers rise with the days. */
    private Instant opened(int i) {
        if (i < OLD_ONES) {
            return atWork(today.minus(LONG_AGO).plus(Duration.ofDays(11L * i)));
        }
        Duration since = MONTHS.multipliedBy(i - OLD_ONES).dividedBy(DOSSIERS - OLD_ONES);
        return atWork(today.minus(MONTHS).plus(since));
    }

    /** Time goes on, but never beyond today; what it is then. */
    private Instant later(Duration time) {
        now = earlier(atWork(now.plus(time)), today);
        return now;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** The same moment by day, the next one by night: nobody works then. */
    private static Instant atWork(Instant moment) {
        Instant midnight = moment.truncatedTo(ChronoUnit.DAYS);
        Duration since = Duration.between(midnight, moment);
        if (since.compareTo(OPENS) < 0) {
            return midnight.plus(OPENS).plus(since.dividedBy(10));
        }
        return since.compareTo(CLOSES) < 0
                ? moment
                : midnight.plus(Duration.ofDays(1))
                        .plus(OPENS)
                        .plus(since.minus(CLOSES).dividedBy(10));
    }

    private static long group(Accounts accounts, String name) {
        List<UserGroup> all = accounts.groups().list();
        for (UserGroup group : all) {
            if (group.name().equals(name)) {
                return group.id();
            }
        }
        UserGroup.Wanted wanted =
                new UserGroup.Wanted(
                        name, List.of("records.read", "records.edit"), true, null, null, null);
        return switch (accounts.groups().create(somebody("demo"), wanted)) {
            case Outcome.Done<UserGroup>(UserGroup made) -> made.id();
            case Outcome.Refused<UserGroup> refused ->
                    throw new IllegalStateException(refused.detail());
        };
    }
}
