package relais.app.demo;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import relais.platform.identity.Caller;
import relais.vault.Records;
import relais.vault.access.Outcome;
import relais.vault.dossier.Dossiers;
import relais.vault.dossier.Links;
import relais.vault.dossier.Notes;
import relais.vault.retention.LegalHolds;
import relais.vault.task.Tasks;
import relais.vault.type.DossierType;
import relais.vault.type.TypeDefinition;

/** One dossier after another: opened, written in, moved on. */
final class OfficeWork {
    private static final List<String> CLERKS =
            List.of("Chantal Irakoze", "Thierry Bizimana", "Goreth Nsabimana", "Espoir Kabura");

    private static final int CONFIDENTIAL = 60;
    private static final int HELD = 80;
    private static final int TRASHED = 100;
    private static final int FULL = 120;

    private final Records records;
    private final People people;
    private final Instant today;
    private final OfficeShelves shelves;
    private final Map<String, Long> types = new HashMap<>();
    private final List<Long> made = new ArrayList<>();
    private List<Long> users = List.of();

    /** People of the country who may be concerned; null where there is none at that place. */
    @FunctionalInterface
    interface People {
        @Nullable Long at(int index);
    }

    /** Lets time pass; answers what time it is then. */
    @FunctionalInterface
    interface Later {
        Instant by(Duration time);
    }

    OfficeWork(Records records, People people, Instant today) {
        this.records = records;
        this.people = people;
        this.today = today;
        this.shelves = new OfficeShelves(records, today);
    }

    /** The types, and who is there to do something. */
    void ready(OfficeTypes.Groups groups, List<Long> users) {
        this.users = users;
        List<TypeDefinition> wanted =
                List.of(
                        OfficeTypes.family(groups),
                        OfficeTypes.water(groups),
                        OfficeTypes.grant(groups));
        for (DossierType there : records.types().all()) {
            types.put(there.definition().key(), there.id());
        }
        for (TypeDefinition type : wanted) {
            types.computeIfAbsent(
                    type.key(), key -> done(records.types().create(Office.somebody("demo"), type)));
        }
    }

    static long done(Outcome outcome) {
        if (outcome instanceof Outcome.Ok(long id)) {
            return id;
        }
        throw new IllegalStateException("the demonstration's dossiers: " + outcome);
    }

    void dossier(int i, RandomGenerator random, boolean old, Later later) throws IOException {
        Caller clerk = Office.somebody(CLERKS.get(random.nextInt(CLERKS.size())));
        double draw = random.nextDouble();
        OfficeCase told =
                old || i == FULL || draw < 0.4
                        ? OfficeCase.water(random, today)
                        : draw < 0.78
                                ? OfficeCase.family(random, today)
                                : OfficeCase.grant(random, today);
        Long person = people.at(Math.floorMod(i * 37, 900));
        long id =
                done(
                        records.dossiers()
                                .create(
                                        clerk,
                                        new Dossiers.NewDossier(
                                                Objects.requireNonNull(types.get(told.type())),
                                                i == FULL ? OfficeCase.LONG : told.title(),
                                                told.fields(person),
                                                i == CONFIDENTIAL,
                                                told.tags())));
        if (person != null) {
            done(records.dossiers().person(clerk, id, person, told.role()));
        }
        around(i, id, clerk, random, later);
        shelves.fill(id, told, i == FULL, clerk, random, later);
        if (i == HELD) {
            String reason = "Enquête de l’inspection générale des finances";
            done(new LegalHolds(records.deeds()).place(clerk, id, reason));
        }
        move(id, told, old, clerk, random, later);
        if (i == TRASHED) {
            done(records.dossiers().trash(clerk, id));
        }
        made.add(id);
    }

    /** Notes, tasks and a link. */
    private void around(int i, long id, Caller clerk, RandomGenerator random, Later later) {
        for (int note = random.nextInt(3); note > 0; note--) {
            later.by(hours(random, 90));
            done(new Notes(records.deeds()).add(clerk, id, OfficeCase.note(random)));
        }
        if (random.nextInt(3) > 0) {
            LocalDate due =
                    LocalDate.ofInstant(today, ZoneOffset.UTC).plusDays(random.nextInt(-12, 40));
            Long assignee =
                    users.isEmpty() || random.nextInt(3) > 0
                            ? null
                            : users.get(random.nextInt(users.size()));
            Tasks.Form form = new Tasks.Form(OfficeCase.task(random), due, assignee, false);
            long task = done(records.tasks().add(clerk, id, form));
            if (random.nextInt(3) == 0) {
                later.by(hours(random, 200));
                done(
                        records.tasks()
                                .update(
                                        clerk,
                                        task,
                                        new Tasks.Form(form.title(), due, assignee, true)));
            }
        }
        if (i % 7 == 3 && made.size() > 4) {
            long other = made.get(made.size() - 1 - random.nextInt(4));
            done(new Links(records.deeds()).add(clerk, id, other, OfficeCase.link(random)));
        }
    }

    /** As far along its way as it has had time for. */
    private void move(
            long id,
            OfficeCase told,
            boolean old,
            Caller clerk,
            RandomGenerator random,
            Later later) {
        List<String> way = told.way();
        int steps = old ? way.size() : random.nextInt(way.size() + 1);
        for (String state : way.subList(0, steps)) {
            Instant then = later.by(hours(random, 500));
            if (!old && !then.isBefore(today)) {
                return;
            }
            done(records.dossiers().move(clerk, id, state, null));
        }
    }

    private static Duration hours(RandomGenerator random, int most) {
        return Duration.ofMinutes(random.nextInt(30, most * 60));
    }
}
