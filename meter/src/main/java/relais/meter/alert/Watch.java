package relais.meter.alert;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import relais.meter.alert.HostWatch.Heard;
import relais.meter.graph.GraphReader;
import relais.meter.host.Directory;
import relais.meter.host.Host;
import relais.meter.host.HostGraph;
import relais.meter.host.Sight;
import relais.meter.promql.value.SeriesSource;
import relais.meter.store.Stores;
import relais.platform.db.Database;
import relais.platform.live.LiveFeed;

/**
 * Looks at everything that is watched. Of all processes one does so at a time: it holds a lock that
 * ends with the transaction, so a process that dies leaves neither half a round nor the lock.
 */
final class Watch {
    /** The lock's number in PostgreSQL; any that nobody else uses. */
    private static final long LOCK = 0x6d657465722e6131L;

    /** Hosts whose graphs are fetched together. */
    private static final int HOSTS_AT_ONCE = 50;

    /** A round reads series for so long at most; the rest has its turn in the next. */
    private static final Duration BUDGET = Duration.ofSeconds(5);

    /** Graphs that stopped are looked for in each so-manieth round, host by host. */
    private static final int STOPS_EVERY = 12;

    private final Database database;
    private final Directory directory;
    private final Stores stores;
    private final Newest newest;
    private final RuleWatch ruleWatch;
    private final LiveFeed live;
    private final InstantSource clock;
    private final Duration silence;
    private int rounds;
    private int nextHost;
    private int nextRule;

    /**
     * @param silence a host that said nothing for so long is silent
     */
    record Setup(
            Database database,
            Directory directory,
            Stores stores,
            GraphReader reader,
            Function<Sight, SeriesSource> sources,
            LiveFeed live,
            InstantSource clock,
            Duration silence) {}

    Watch(Setup setup) {
        this.database = setup.database();
        this.directory = setup.directory();
        this.stores = setup.stores();
        this.newest = new Newest(setup.reader(), setup.stores());
        this.ruleWatch = new RuleWatch(setup.sources(), setup.clock());
        this.live = setup.live();
        this.clock = setup.clock();
        this.silence = setup.silence();
    }

    /**
     * Looks once; answers how many alerts changed. Nothing while another process looks, or while
     * measurements are kept where nobody answers: their absence would say nothing of the hosts.
     */
    synchronized Optional<Integer> look() {
        if (!stores.areWhole()) {
            return Optional.empty();
        }
        return database.inTransaction(
                tx -> {
                    boolean mine =
                            tx.createQuery("select pg_try_advisory_xact_lock(:lock)")
                                    .bind("lock", LOCK)
                                    .mapTo(Boolean.class)
                                    .one();
                    return mine ? Optional.of(look(tx)) : Optional.empty();
                });
    }

    private static Holding.Seen seen(Host host, HostWatch heard) {
        Set<Long> groups = host.groups().stream().map(Host.Group::id).collect(Collectors.toSet());
        return new Holding.Seen(heard.heard(host), groups);
    }

    private int look(Handle tx) {
        Instant now = clock.instant();
        HostWatch heard = new HostWatch(silence, Round.listening(tx, now, silence), now);
        List<Host> hosts = directory.hosts(new Sight.All());
        List<Rule> rules = Rules.all(tx);
        Round round = new Round(tx, now, rules);
        Looking looking = new Looking();
        looking.saw(heard.judge(hosts));
        looking.wholly(Looking.hosts());
        long end = System.nanoTime() + BUDGET.toNanos();
        forgotten(round, hosts, rules, looking);
        fields(hosts, heard, looking, now, end);
        ask(tx, rules, looking, now, end);
        rounds++;
        round.apply(looking);
        List<OnCall> groups = OnCalls.all(tx);
        Announcing announcing = new Announcing(groups, rules);
        Map<String, Holding.Seen> states = new HashMap<>();
        hosts.forEach(host -> states.put(host.name(), seen(host, heard)));
        Holding holding =
                new Holding(Silences.all(tx), Silences.dependencies(tx), states, round.open(), now);
        round.tell(holding, groups, announcing);
        announcing.write(tx, now);
        if (round.changes() > 0) {
            live.changed(tx, "alerts");
            live.changed(tx, "hosts");
        }
        return round.changes();
    }

    /** Of hosts and rules that are gone nothing can be seen any more. */
    private static void forgotten(
            Round round, List<Host> hosts, List<Rule> rules, Looking looking) {
        Set<String> names =
                hosts.stream()
                        .filter(host -> host.revokedAt() == null)
                        .map(Host::name)
                        .collect(Collectors.toSet());
        Set<Long> ids = rules.stream().map(Rule::id).collect(Collectors.toSet());
        for (Alert alert : round.open()) {
            if (alert.ruleId() != null) {
                if (!ids.contains(alert.ruleId())) {
                    looking.wholly(Looking.rule(alert.ruleId()));
                }
            } else if (!names.contains(alert.host())) {
                looking.wholly(Looking.thresholds(alert.host()));
                looking.wholly(Looking.stops(alert.host()));
            }
        }
    }

    private void fields(List<Host> hosts, HostWatch heard, Looking looking, Instant now, long end) {
        List<Host> speaking =
                hosts.stream().filter(host -> heard.heard(host) == Heard.WELL).toList();
        int done = 0;
        while (done < speaking.size() && System.nanoTime() < end) {
            List<Host> some = new ArrayList<>();
            while (done < speaking.size() && some.size() < HOSTS_AT_ONCE) {
                some.add(speaking.get((nextHost + done++) % speaking.size()));
            }
            Map<Long, List<HostGraph>> graphs =
                    directory.graphsOf(some.stream().map(Host::id).toList()).stream()
                            .collect(Collectors.groupingBy(HostGraph::hostId));
            for (Host host : some) {
                boolean stops = (rounds + host.id()) % STOPS_EVERY == 0;
                List<HostGraph> own = graphs.getOrDefault(host.id(), List.of());
                // Its samples bear the times of its own clock, right or wrong.
                Instant there = now.plusMillis(host.agent().clockOffsetMs());
                new FieldWatch(newest, there).look(host.name(), own, stops, looking);
            }
        }
        nextHost = speaking.isEmpty() ? 0 : (nextHost + done) % speaking.size();
    }

    private void ask(Handle tx, List<Rule> rules, Looking looking, Instant now, long end) {
        int done = 0;
        // At least one each round, however long the fields took.
        while (done < rules.size() && (done == 0 || System.nanoTime() < end)) {
            Rule rule = rules.get((nextRule + done++) % rules.size());
            String problem = null;
            switch (ruleWatch.ask(rule, sight(tx, rule), now)) {
                case RuleWatch.Found.These(List<Judged> judged) -> {
                    looking.saw(judged);
                    looking.wholly(Looking.rule(rule.id()));
                }
                case RuleWatch.Found.Problem(String text) -> problem = text;
            }
            if (!Objects.equals(problem, rule.problem())) {
                Rules.problem(tx, rule.id(), problem);
            }
        }
        nextRule = rules.isEmpty() ? 0 : (nextRule + done) % rules.size();
    }

    private static Sight sight(Handle tx, Rule rule) {
        if (rule.form().groups().isEmpty()) {
            return new Sight.All();
        }
        return new Sight.Some(
                Set.copyOf(
                        tx.createQuery(
                                        """
                                        select h.name from meter_host h where exists (
                                            select 1 from meter_host_in_group g
                                            where g.host_id = h.id and g.group_id = any(:groups))
                                        """)
                                .bind("groups", rule.form().groups().toArray(Long[]::new))
                                .mapTo(String.class)
                                .list()));
    }
}
