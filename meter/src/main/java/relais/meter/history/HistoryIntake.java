package relais.meter.history;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import relais.agent.reading.FieldType;
import relais.agent.reading.Names;
import relais.meter.history.archive.Contents;
import relais.meter.history.archive.Course;
import relais.meter.history.archive.Unfolding;
import relais.meter.host.SeriesLabels;
import relais.meter.series.labels.Definition;
import relais.meter.series.labels.Labels;
import relais.meter.series.labels.SeriesKind;
import relais.meter.store.Kept;
import relais.meter.store.Stores;

/** Writes files of history into the stores. Thread safe. */
public final class HistoryIntake {
    private static final int USUAL_RETENTION = 0;

    private final Stores stores;

    public HistoryIntake(Stores stores) {
        this.stores = stores;
    }

    /**
     * Where a file's sources belong.
     *
     * @param field of the only source; empty: each source's own name
     */
    public record Place(String host, String graph, String field) {}

    /**
     * What became of one source.
     *
     * @param samples kept as such
     * @param rolled hours kept as roll-ups, of samples whose raw time is over
     * @param tooOld samples older than anything that is kept
     * @param from milliseconds since 1970 of the oldest sample; 0 where there is none
     */
    public record Written(
            String field,
            FieldType type,
            long samples,
            long rolled,
            long tooOld,
            long from,
            long to) {}

    public sealed interface Taken {
        /** All of it is durable. */
        record Done(List<Written> sources) implements Taken {
            public Done {
                sources = List.copyOf(sources);
            }
        }

        /** Not a file that can be kept. */
        record Refused(String reason) implements Taken {}

        /** The stores do not take it now; bring it again. Some of it may be kept already. */
        record Away(String reason) implements Taken {}
    }

    /** Returns when all of the file is durable, or says why it is not. */
    public Taken take(Place place, byte[] file) {
        return switch (Contents.of(file)) {
            case Contents.Refused(String reason) -> new Taken.Refused(reason);
            case Contents.Courses(List<Course> courses) -> take(place, courses);
        };
    }

    private Taken take(Place place, List<Course> courses) {
        if (!Names.isGraph(place.graph())) {
            return new Taken.Refused("“" + place.graph() + "” is no graph's name");
        }
        if (courses.size() > 1 && !place.field().isEmpty()) {
            return new Taken.Refused("the file has " + courses.size() + " sources, not one");
        }
        List<Written> written = new ArrayList<>();
        Set<String> fields = new HashSet<>();
        for (Course course : courses) {
            String field = Names.fieldOf(place.field().isEmpty() ? course.source() : place.field());
            if (!fields.add(field)) {
                return new Taken.Refused("two sources are called " + field);
            }
            CourseWriting writing =
                    new CourseWriting(stores, definition(place, field, course.type()));
            if (!writing.write(course)) {
                return new Taken.Refused("more than " + Unfolding.MOST_SAMPLES + " samples");
            }
            switch (writing.trouble()) {
                case Kept.Stored none -> written.add(writing.written(field, course.type()));
                case Kept.Partly(Kept.Stored part, int refused, String reason) -> {
                    return new Taken.Refused(reason);
                }
                case Kept.Refused(String reason) -> {
                    return new Taken.Refused(reason);
                }
                case Kept.Later(String reason) -> {
                    return new Taken.Away(reason);
                }
                case Kept.Away(String reason) -> {
                    return new Taken.Away(reason);
                }
            }
        }
        return new Taken.Done(written);
    }

    private static Definition definition(Place place, String field, FieldType type) {
        boolean isRate = type != FieldType.GAUGE;
        Labels labels =
                isRate
                        ? SeriesLabels.ofRate(place.host(), place.graph(), field)
                        : SeriesLabels.of(place.host(), place.graph(), field, Map.of());
        return new Definition(
                labels, SeriesLabels.owner(place.host()), USUAL_RETENTION, SeriesKind.GAUGE);
    }
}
