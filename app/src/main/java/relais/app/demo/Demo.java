package relais.app.demo;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import relais.app.Wiring;
import relais.gateway.channel.ChannelSettings;
import relais.gateway.preview.Price;
import relais.gateway.simulator.Handset;
import relais.platform.accounts.Accounts;
import relais.platform.identity.Caller;
import relais.voice.imports.Imports;
import relais.voice.imports.Received;
import relais.voice.poll.Audience;
import relais.voice.poll.Category;
import relais.voice.poll.PollChange;
import relais.voice.poll.PollDefinition;
import relais.voice.poll.PollKind;

/** Sets up the invented country at the first start, and answers for its people at every start. */
public final class Demo {
    private static final long SEED = 20_260_301;

    /**
     * How large the country is.
     *
     * @param longestThought before somebody answers
     */
    public record Scale(int people, double messagesASecond, Duration longestThought) {
        /** Fast enough to fill while one watches, slow enough to see it. */
        public static final Scale SHOWN = new Scale(5_000, 25, Duration.ofSeconds(40));

        /** Some seconds of everything. */
        public static final Scale HURRIED = new Scale(2_000, 400, Duration.ofSeconds(1));
    }

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final int MOST_LOOKS = 1_200;

    private static final Caller NOBODY =
            new Caller(0, "demo", Set.of(), true, Set.of(), Locale.FRENCH);

    private final Scale scale;
    private final Map<String, Population.Someone> byAddress = new HashMap<>();
    private final RandomGenerator random = new SplittableRandom(SEED);
    private boolean made;

    public Demo(Scale scale) {
        this.scale = scale;
        for (Population.Someone each : Population.of(scale.people, new SplittableRandom(SEED))) {
            byAddress.put(each.address(), each);
        }
    }

    /** The phones of the invented people. */
    public Handset handset() {
        return (from, to, text) -> answer(to);
    }

    private synchronized List<Handset.Answer> answer(String to) {
        Population.Someone someone = byAddress.get(to.startsWith("+") ? to : "+" + to);
        if (someone == null) {
            return List.of();
        }
        double water = 0.35 + Math.floorMod(someone.province().hashCode(), 40) / 100.0;
        double thought = -Math.log(1 - random.nextDouble()) / 6;
        Duration after = scale.longestThought.multipliedBy((long) (thought * 1000)).dividedBy(1000);
        return Replies.to(someone.language(), water, random)
                .map(text -> List.of(new Handset.Answer(text, after)))
                .orElse(List.of());
    }

    /**
     * The office's dossiers, where they are not there yet; the people come first. A country that
     * was there before, and has no such office, is somebody's own.
     *
     * @param folder of the data, where it is noted how many there are
     * @param ends asked between two dossiers
     */
    public void fill(Wiring wiring, Path folder, BooleanSupplier ends) throws IOException {
        Optional<Accounts> accounts = wiring.accounts();
        if (accounts.isPresent()) {
            new Office(wiring.vault(), folder, people(wiring), InstantSource.system())
                    .open(accounts.get(), made, ends);
        }
    }

    private OfficeWork.People people(Wiring wiring) {
        List<String> addresses = byAddress.keySet().stream().sorted().toList();
        return index ->
                index < addresses.size()
                        ? wiring.voice().contacts().called(addresses.get(index)).orElse(null)
                        : null;
    }

    /** Channel, people and poll, where they are not there yet. */
    public void prepare(Wiring wiring) throws IOException {
        if (!wiring.directory().all().isEmpty()) {
            return;
        }
        Price price = new Price(new BigDecimal("12"), "BIF");
        wiring.prepare(tx -> wiring.directory().add(tx, channel(), "BI", price));
        bringIn(wiring.voice().imports());
        PollChange created = wiring.voice().polls().create(NOBODY, water());
        if (created instanceof PollChange.Changed changed) {
            created = wiring.voice().polls().start(NOBODY, changed.poll().id());
        }
        if (!(created instanceof PollChange.Changed)) {
            throw new IllegalStateException("the demonstration's poll: " + created);
        }
        made = true;
    }

    private ChannelSettings channel() {
        return new ChannelSettings(
                "demo",
                new ChannelSettings.Simulated(SEED),
                "3030",
                50,
                scale.messagesASecond,
                false);
    }

    /** The people come in as a list, as they would in life. */
    private void bringIn(Imports imports) throws IOException {
        StringBuilder list =
                new StringBuilder(
                        "telephone;nom;langue;province;groupe;sexe;naissance;occupation\n");
        for (Population.Someone each : byAddress.values()) {
            list.append(
                    String.join(
                            ";",
                            each.address(),
                            each.name(),
                            each.language(),
                            each.province(),
                            "Démonstration",
                            each.sex(),
                            Integer.toString(each.born()),
                            each.occupation()));
            list.append('\n');
        }
        byte[] file = list.toString().getBytes(StandardCharsets.UTF_8);
        switch (imports.take(NOBODY, "burundi.csv", "BI", new ByteArrayInputStream(file))) {
            case Received.Taken taken -> await(imports, taken.id());
            case Received.Refused refused -> throw new IllegalStateException(refused.detail());
        }
    }

    /** Reading five thousand rows takes a second or two. */
    private static void await(Imports imports, long id) {
        for (int looks = 0; looks < MOST_LOOKS; looks++) {
            if (imports.find(id).filter(found -> found.finishedAt() == null).isEmpty()) {
                return;
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        throw new IllegalStateException("the demonstration's people are not read in time");
    }

    private static PollDefinition water() {
        return new PollDefinition(
                "Eau potable",
                PollKind.YES_NO,
                Map.of(
                        "fr", "Avez-vous de l'eau potable chez vous ? Répondez OUI ou NON.",
                        "rn", "Murafise amazi meza muhira? Ishura EGO canke OYA.",
                        "en", "Do you have safe water at home? Answer YES or NO."),
                Audience.everybody(),
                null,
                "fr",
                List.of(
                        new Category(
                                PollDefinition.YES,
                                Map.of("fr", "Oui", "rn", "Ego", "en", "Yes"),
                                "",
                                Map.of(
                                        "fr", "Merci, c'est noté.",
                                        "rn", "Murakoze, twavyumvise.",
                                        "en", "Thank you, noted."),
                                List.of()),
                        new Category(
                                PollDefinition.NO,
                                Map.of("fr", "Non", "rn", "Oya", "en", "No"),
                                "",
                                Map.of(
                                        "fr", "Merci. Votre commune en sera informée.",
                                        "rn", "Murakoze. Komine yanyu izobimenyeshwa.",
                                        "en", "Thank you. Your commune will hear of it."),
                                List.of())),
                Map.of());
    }
}
