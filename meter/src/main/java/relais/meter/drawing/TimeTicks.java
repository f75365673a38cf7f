package relais.meter.drawing;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The ticks of a time axis in the viewer's zone: round local times from a second to decades, far
 * enough apart for their labels. Below the time a second line says the day (or the year) where it
 * begins.
 */
final class TimeTicks {
    private static final int MOST = 400;
    private static final List<Step> STEPS =
            List.of(
                    new Step(ChronoUnit.SECONDS, 1),
                    new Step(ChronoUnit.SECONDS, 5),
                    new Step(ChronoUnit.SECONDS, 15),
                    new Step(ChronoUnit.SECONDS, 30),
                    new Step(ChronoUnit.MINUTES, 1),
                    new Step(ChronoUnit.MINUTES, 2),
                    new Step(ChronoUnit.MINUTES, 5),
                    new Step(ChronoUnit.MINUTES, 10),
                    new Step(ChronoUnit.MINUTES, 15),
                    new Step(ChronoUnit.MINUTES, 30),
                    new Step(ChronoUnit.HOURS, 1),
                    new Step(ChronoUnit.HOURS, 2),
                    new Step(ChronoUnit.HOURS, 3),
                    new Step(ChronoUnit.HOURS, 6),
                    new Step(ChronoUnit.HOURS, 12),
                    new Step(ChronoUnit.DAYS, 1),
                    new Step(ChronoUnit.DAYS, 2),
                    new Step(ChronoUnit.WEEKS, 1),
                    new Step(ChronoUnit.WEEKS, 2),
                    new Step(ChronoUnit.MONTHS, 1),
                    new Step(ChronoUnit.MONTHS, 2),
                    new Step(ChronoUnit.MONTHS, 3),
                    new Step(ChronoUnit.MONTHS, 6),
                    new Step(ChronoUnit.YEARS, 1),
                    new Step(ChronoUnit.YEARS, 2),
                    new Step(ChronoUnit.YEARS, 5),
                    new Step(ChronoUnit.YEARS, 10),
                    new Step(ChronoUnit.YEARS, 50));

    private record Step(ChronoUnit unit, int amount) {
        double millis() {
            return unit.getDuration().toMillis() * (double) amount;
        }

        boolean withinDay() {
            return unit.compareTo(ChronoUnit.HOURS) <= 0;
        }
    }

    /**
     * @param day what the second line says, empty where nothing new begins
     */
    record Tick(long millis, String label, String day) {}

    private final View.Range range;
    private final View.Reader reader;
    private final Step step;

    private TimeTicks(View.Range range, View.Reader reader, Step step) {
        this.range = range;
        this.reader = reader;
        this.step = step;
    }

    /**
     * @param most ticks there is room for
     */
    static List<Tick> of(View.Range range, View.Reader reader, double most) {
        Step chosen = STEPS.getLast();
        for (int i = STEPS.size() - 1; i >= 0; i--) {
            if (range.length() / STEPS.get(i).millis() <= most) {
                chosen = STEPS.get(i);
            }
        }
        return new TimeTicks(range, reader, chosen).ticks();
    }

    /** What the second line says at the left edge, where no day begins nearby. */
    static String dayAt(long millis, View.Range range, View.Reader reader) {
        boolean days = range.length() < 300L * 86_400_000;
        ZonedDateTime at = Instant.ofEpochMilli(millis).atZone(reader.zone());
        return at.format(
                form(days && range.length() < 8L * 86_400_000 ? "EEE d MMM" : "yyyy", reader));
    }

    private List<Tick> ticks() {
        List<Tick> ticks = new ArrayList<>();
        LocalDateTime at = start();
        long last = Long.MIN_VALUE;
        for (int i = 0; i < MOST * 3; i++) {
            long millis = at.atZone(reader.zone()).toInstant().toEpochMilli();
            if (millis > range.to() || ticks.size() == MOST) {
                break;
            }
            if (millis >= range.from() && millis > last) {
                ticks.add(tick(millis));
                last = millis;
            }
            at = next(at);
        }
        return ticks;
    }

    /** A round local time before the range. */
    private LocalDateTime start() {
        LocalDateTime from =
                LocalDateTime.ofInstant(Instant.ofEpochMilli(range.from()), reader.zone());
        LocalDateTime day = from.truncatedTo(ChronoUnit.DAYS);
        return switch (step.unit) {
            case SECONDS -> from.truncatedTo(ChronoUnit.MINUTES);
            case MINUTES -> from.truncatedTo(ChronoUnit.HOURS);
            case WEEKS -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTHS -> day.withDayOfYear(1);
            case YEARS -> day.withDayOfYear(1).withYear(floor(day.getYear(), step.amount));
            case DAYS -> day.withDayOfMonth(1);
            default -> day;
        };
    }

    private static int floor(int year, int amount) {
        return Math.floorDiv(year, amount) * amount;
    }

    /** In local time, so that days begin at midnight; steps of days begin anew each month. */
    private LocalDateTime next(LocalDateTime at) {
        if (step.unit == ChronoUnit.DAYS && step.amount > 1) {
            LocalDateTime next = at.plusDays(step.amount);
            boolean overEnd = next.getMonth() != at.getMonth() || next.getDayOfMonth() > 30;
            return overEnd ? at.withDayOfMonth(1).plusMonths(1) : next;
        }
        return at.plus(step.amount, step.unit);
    }

    private Tick tick(long millis) {
        ZonedDateTime at = Instant.ofEpochMilli(millis).atZone(reader.zone());
        if (step.withinDay()) {
            String pattern = step.unit == ChronoUnit.SECONDS ? "HH:mm:ss" : "HH:mm";
            boolean midnight = at.toLocalTime().toSecondOfDay() == 0;
            String day = midnight ? at.format(form("EEE d MMM", reader)) : "";
            return new Tick(millis, at.format(form(pattern, reader)), day);
        }
        boolean january = at.getDayOfYear() == 1;
        String year = january ? at.format(form("yyyy", reader)) : "";
        return switch (step.unit) {
            case MONTHS -> new Tick(millis, at.format(form("MMM", reader)), year);
            case YEARS -> new Tick(millis, at.format(form("yyyy", reader)), "");
            default -> new Tick(millis, at.format(form("d MMM", reader)), year);
        };
    }

    private static DateTimeFormatter form(String pattern, View.Reader reader) {
        boolean french = reader.locale().getLanguage().equals("fr");
        return DateTimeFormatter.ofPattern(pattern, french ? Locale.FRENCH : Locale.UK);
    }
}
