package relais.meter.alert;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import relais.meter.alert.Subject.Place;
import relais.meter.alert.state.Observation;
import relais.meter.host.Sight;
import relais.meter.promql.Answer;
import relais.meter.promql.PromQl;
import relais.meter.promql.eval.Limits;
import relais.meter.promql.value.Labels;
import relais.meter.promql.value.QueryResult;
import relais.meter.promql.value.SeriesSource;

/** Asks the rules' queries: each series of an answer is wrong. */
final class RuleWatch {
    /** A rule that finds more than this finds too much to tell anybody. */
    static final int MOST_SERIES = 1_000;

    /** Rules are asked again and again; one that is slow must not hold up the others. */
    private static final Limits LIMITS =
            new Limits(
                    5_000_000,
                    1_000,
                    Duration.ofSeconds(2),
                    Limits.USUAL.lookback(),
                    Limits.USUAL.subqueryStep());

    private final Function<Sight, SeriesSource> sources;
    private final InstantSource clock;

    RuleWatch(Function<Sight, SeriesSource> sources, InstantSource clock) {
        this.sources = sources;
        this.clock = clock;
    }

    /** What a rule found, or why it found nothing. */
    sealed interface Found {
        record These(List<Judged> judged) implements Found {}

        record Problem(String text) implements Found {}
    }

    Found ask(Rule rule, Sight sight, Instant now) {
        PromQl promQl = new PromQl(sources.apply(sight), LIMITS, clock);
        return switch (promQl.instant(rule.form().query(), now.toEpochMilli())) {
            case Answer.Failed failed -> new Found.Problem(failed.message());
            case Answer.Answered(QueryResult result) -> found(rule, result);
        };
    }

    private static Found found(Rule rule, QueryResult result) {
        return switch (result) {
            case QueryResult.Vector vector when vector.samples().size() > MOST_SERIES ->
                    new Found.Problem("more than " + MOST_SERIES + " series");
            case QueryResult.Vector vector -> {
                List<Judged> judged = new ArrayList<>();
                for (QueryResult.Sample sample : vector.samples()) {
                    judged.add(judged(rule, sample.labels(), sample.value()));
                }
                yield new Found.These(judged);
            }
            // As a condition a plain number is true unless it is zero.
            case QueryResult.Scalar(long time, double value) ->
                    new Found.These(
                            value == 0 ? List.of() : List.of(judged(rule, Labels.NONE, value)));
            case QueryResult.Matrix matrix -> new Found.Problem("gives ranges, not values");
            case QueryResult.Text text -> new Found.Problem("gives a text, not values");
        };
    }

    private static Judged judged(Rule rule, Labels all, double value) {
        Labels labels = all.withoutName();
        Subject subject =
                new Subject(
                        "rule:" + rule.id() + " " + hash(labels.toString()),
                        Kind.RULE,
                        rule.id(),
                        new Place(
                                labels.get("host"),
                                null,
                                null,
                                Optional.of(labels.get("field"))
                                        .filter(field -> !field.isEmpty())
                                        .orElse(null)),
                        rule.form().name(),
                        labels.asMap(),
                        rule.duty());
        return Judged.plainly(subject, new Observation.Wrong(rule.form().severity(), value, ""));
    }

    private static String hash(String labels) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(labels.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
