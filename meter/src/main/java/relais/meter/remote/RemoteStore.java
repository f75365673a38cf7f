package relais.meter.remote;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import relais.meter.series.Columns;
import relais.meter.series.Windows;
import relais.meter.series.labels.Definition;
import relais.meter.series.labels.Matcher;
import relais.meter.store.Found;
import relais.meter.store.Kept;
import relais.meter.store.Line;
import relais.meter.store.RolledLine;
import relais.meter.store.Store;
import relais.meter.store.StoreAway;
import relais.platform.secrets.Secrets;

/** The store of another process, asked over HTTP. */
public final class RemoteStore implements Store {
    private static final Duration CONNECT = Duration.ofSeconds(2);

    /** Writing waits for a disk, reading for a year of a hundred series. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final URI address;
    private final Voucher voucher;
    private final InstantSource clock;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT)
                    .build();

    /**
     * @param address where the other process answers HTTP
     */
    public RemoteStore(URI address, Secrets secrets, InstantSource clock) {
        this.address = address;
        this.voucher = new Voucher(secrets);
        this.clock = clock;
    }

    @Override
    public Kept write(List<Line> lines) {
        return write(Word.WRITE, new FrameWriter().lines(lines));
    }

    @Override
    public Kept writeRolled(List<RolledLine> lines) {
        return write(Word.WRITE_ROLLED, new FrameWriter().rolled(lines));
    }

    private Kept write(Word word, FrameWriter lines) {
        try {
            return ask(word, lines, FrameReader::kept);
        } catch (StoreAway e) {
            return new Kept.Away("" + e.getMessage());
        }
    }

    @Override
    public List<Found<Columns>> samples(Collection<Matcher> matchers, long from, long to) {
        FrameWriter question = new FrameWriter().matchers(matchers).number(from).number(to);
        return ask(Word.SAMPLES, question, FrameReader::samples);
    }

    @Override
    public List<Found<Windows>> windows(
            Collection<Matcher> matchers, long from, long to, Duration step) {
        FrameWriter question =
                new FrameWriter()
                        .matchers(matchers)
                        .number(from)
                        .number(to)
                        .number(step.toMillis());
        return ask(Word.WINDOWS, question, in -> in.windows(from, step));
    }

    @Override
    public List<Definition> select(Collection<Matcher> matchers) {
        return ask(Word.SELECT, new FrameWriter().matchers(matchers), FrameReader::definitions);
    }

    @Override
    public List<Found<Columns>> owned(String owner, long from, long to, int skip, int most) {
        FrameWriter question =
                new FrameWriter().text(owner).number(from).number(to).number(skip).number(most);
        return ask(Word.OWNED, question, FrameReader::samples);
    }

    @Override
    public long oldest() {
        return ask(Word.OLDEST, new FrameWriter(), FrameReader::number);
    }

    @Override
    public List<Found<Windows>> ownedRolled(
            String owner, long from, long to, Duration step, int skip, int most) {
        FrameWriter question =
                new FrameWriter()
                        .text(owner)
                        .number(from)
                        .number(to)
                        .number(step.toMillis())
                        .number(skip)
                        .number(most);
        return ask(Word.OWNED_ROLLED, question, in -> in.windows(0, step));
    }

    @Override
    public List<String> labelNames() {
        return ask(Word.NAMES, new FrameWriter(), FrameReader::texts);
    }

    @Override
    public List<String> labelValues(String name, Collection<Matcher> matchers) {
        FrameWriter question = new FrameWriter().text(name).matchers(matchers);
        return ask(Word.VALUES, question, FrameReader::texts);
    }

    @Override
    public void erase(Collection<Matcher> matchers, long from, long to) {
        FrameWriter question = new FrameWriter().matchers(matchers).number(from).number(to);
        ask(Word.ERASE, question, in -> true);
    }

    @Override
    public boolean forget(String owner) {
        return ask(Word.FORGET, new FrameWriter().text(owner), in -> true);
    }

    private <T> T ask(Word word, FrameWriter question, Function<FrameReader, T> read) {
        byte[] body = question.bytes();
        long now = clock.millis();
        HttpRequest request =
                HttpRequest.newBuilder(address.resolve(word.path()))
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/vnd.relais.store")
                        .header("X-Relais", "1")
                        .header(Voucher.TIME, Long.toString(now))
                        .header(Voucher.HEADER, voucher.of(word.path(), now, body))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build();
        try {
            HttpResponse<byte[]> said =
                    client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (said.statusCode() == 400) {
                throw new IllegalArgumentException(
                        new String(said.body(), java.nio.charset.StandardCharsets.UTF_8));
            }
            if (said.statusCode() != 200) {
                throw new StoreAway(address + " answers " + said.statusCode());
            }
            return FrameReader.whole(said.body(), read);
        } catch (IOException | FrameReader.Damaged e) {
            throw new StoreAway(address + " does not answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreAway("interrupted while " + address + " was asked", e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
