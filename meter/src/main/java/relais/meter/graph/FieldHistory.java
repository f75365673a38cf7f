package relais.meter.graph;

import relais.meter.graph.GraphData.FieldData;

/** What is kept of one field over a stretch of time. */
sealed interface FieldHistory permits Counter, Gauge, Sum {

    /** Milliseconds between what is known of it, 0 where that cannot be told. */
    long finest();

    FieldData by(Stretch stretch);
}
