package relais.meter.remote;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import relais.meter.series.Columns;
import relais.meter.series.Windows;
import relais.meter.series.labels.Definition;
import relais.meter.series.labels.Matcher;
import relais.meter.store.Found;
import relais.meter.store.Kept;
import relais.meter.store.Line;
import relais.meter.store.RolledLine;

/** Writes what stores say to each other; docs/formats/stores.md. */
final class FrameWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    @FunctionalInterface
    private interface Step {
        void write() throws IOException;
    }

    private FrameWriter step(Step step) {
        try {
            step.write();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    FrameWriter number(long number) {
        return step(() -> out.writeLong(number));
    }

    FrameWriter text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return step(
                () -> {
                    out.writeInt(utf8.length);
                    out.write(utf8);
                });
    }

    FrameWriter texts(List<String> texts) {
        step(() -> out.writeInt(texts.size()));
        texts.forEach(this::text);
        return this;
    }

    FrameWriter definition(Definition definition) {
        step(() -> out.writeByte(definition.labels().byName().size()));
        definition.labels().byName().forEach((name, value) -> text(name).text(value));
        text(definition.owner());
        return step(
                () -> {
                    out.writeByte(definition.retention());
                    out.writeByte(definition.kind().ordinal());
                });
    }

    FrameWriter definitions(List<Definition> definitions) {
        step(() -> out.writeInt(definitions.size()));
        definitions.forEach(this::definition);
        return this;
    }

    FrameWriter matchers(Collection<Matcher> matchers) {
        step(() -> out.writeInt(matchers.size()));
        for (Matcher matcher : matchers) {
            switch (matcher) {
                case Matcher.Equal(String name, String value) -> matcher(0, name, value);
                case Matcher.NotEqual(String name, String value) -> matcher(1, name, value);
                case Matcher.Like(String name, String pattern) -> matcher(2, name, pattern);
                case Matcher.NotLike(String name, String pattern) -> matcher(3, name, pattern);
            }
        }
        return this;
    }

    private void matcher(int kind, String name, String value) {
        step(() -> out.writeByte(kind)).text(name).text(value);
    }

    FrameWriter lines(List<Line> lines) {
        step(() -> out.writeInt(lines.size()));
        for (Line line : lines) {
            definition(line.definition());
            samples(line.times(), line.values(), line.times().length);
        }
        return this;
    }

    FrameWriter rolled(List<RolledLine> lines) {
        step(() -> out.writeInt(lines.size()));
        for (RolledLine line : lines) {
            definition(line.definition());
            number(line.windows().step());
            windows(line.windows());
        }
        return this;
    }

    private FrameWriter samples(long[] times, double[] values, int size) {
        return step(
                () -> {
                    out.writeInt(size);
                    for (int i = 0; i < size; i++) {
                        out.writeLong(times[i]);
                        out.writeLong(Double.doubleToRawLongBits(values[i]));
                    }
                });
    }

    FrameWriter samples(List<Found<Columns>> found) {
        step(() -> out.writeInt(found.size()));
        for (Found<Columns> one : found) {
            definition(one.definition());
            samples(one.of().times(), one.of().values(), one.of().size());
        }
        return this;
    }

    FrameWriter windows(List<Found<Windows>> found) {
        step(() -> out.writeInt(found.size()));
        for (Found<Windows> one : found) {
            definition(one.definition());
            windows(one.of());
        }
        return this;
    }

    private void windows(Windows windows) {
        step(
                () -> {
                    out.writeInt(windows.size());
                    for (int i = 0; i < windows.size(); i++) {
                        out.writeLong(windows.start(i));
                        out.writeLong(windows.count(i));
                        out.writeDouble(windows.sum(i));
                        out.writeDouble(windows.min(i));
                        out.writeDouble(windows.max(i));
                    }
                });
    }

    FrameWriter kept(Kept kept) {
        return switch (kept) {
            case Kept.Stored(int samples, int tooOld, int tooFar) ->
                    step(
                            () -> {
                                out.writeByte(0);
                                out.writeInt(samples);
                                out.writeInt(tooOld);
                                out.writeInt(tooFar);
                            });
            case Kept.Partly(Kept.Stored part, int refused, String reason) ->
                    step(() -> {
                                out.writeByte(3);
                                out.writeInt(part.samples());
                                out.writeInt(part.tooOld());
                                out.writeInt(part.tooFar());
                                out.writeInt(refused);
                            })
                            .text(reason);
            case Kept.Refused(String reason) -> step(() -> out.writeByte(1)).text(reason);
            case Kept.Later(String reason) -> step(() -> out.writeByte(2)).text(reason);
            case Kept.Away(String reason) -> step(() -> out.writeByte(2)).text(reason);
        };
    }
}
