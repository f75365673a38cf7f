package relais.meter.promql.expr;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an aggregation does with the series of a group. */
public enum Aggregator {
    SUM(null),
    AVG(null),
    MIN(null),
    MAX(null),
    COUNT(null),
    GROUP(null),
    STDDEV(null),
    STDVAR(null),
    TOPK(ValueType.SCALAR),
    BOTTOMK(ValueType.SCALAR),
    QUANTILE(ValueType.SCALAR),
    COUNT_VALUES(ValueType.STRING);

    private final @Nullable ValueType parameter;

    Aggregator(@Nullable ValueType parameter) {
        this.parameter = parameter;
    }

    /** The type of the first argument, for those that take two. */
    Optional<ValueType> parameter() {
        return Optional.ofNullable(parameter);
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
