package relais.meter.remote;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import relais.meter.series.labels.Matcher;
import relais.meter.store.Store;
import relais.meter.store.StoreAway;
import relais.platform.http.Access;
import relais.platform.http.Answer;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.platform.secrets.Secrets;

/** Answers other processes of the installation about the store that this one keeps. */
public final class StoreDoor {
    /** A day of 100 series each second is 138 MB: pages are smaller by far. */
    private static final int LARGEST = 64 << 20;

    private final Supplier<Optional<Store>> own;
    private final Voucher voucher;
    private final InstantSource clock;

    public StoreDoor(Supplier<Optional<Store>> own, Secrets secrets, InstantSource clock) {
        this.own = own;
        this.voucher = new Voucher(secrets);
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(
                new Route(
                        Route.Verb.POST,
                        Word.PATH + "{word}",
                        new Access.Open(
                                "asked by processes that prove to share the installation's key"),
                        "What processes of one installation ask of each other's store",
                        null,
                        null,
                        this::answer));
    }

    private Answer answer(Request request) throws IOException {
        byte[] body;
        try (InputStream in = request.stream()) {
            body = in.readNBytes(LARGEST + 1);
        }
        if (body.length > LARGEST) {
            return Answer.refused(413, "body-too-large", "a question holds at most 64 MiB");
        }
        Optional<Word> word = Word.of(request.path("word"));
        if (word.isEmpty() || !isVouched(request, word.get(), body)) {
            return Answer.refused(
                    401, "not-permitted", "only this installation's processes may ask");
        }
        Store store = own.get().orElse(null);
        if (store == null) {
            return Answer.refused(503, "store-away", "this process keeps no series");
        }
        try {
            byte[] said = FrameReader.whole(body, in -> say(store, word.get(), in));
            return new Answer.Streamed("application/vnd.relais.store", "", out -> out.write(said));
        } catch (FrameReader.Damaged e) {
            return Answer.refused(400, "bad-request", "" + e.getMessage());
        } catch (StoreAway e) {
            return Answer.refused(503, "store-away", "" + e.getMessage());
        }
    }

    private boolean isVouched(Request request, Word word, byte[] body) {
        String time = request.header(Voucher.TIME).orElse("");
        return time.matches("[0-9]{1,15}")
                && voucher.vouches(
                        request.header(Voucher.HEADER).orElse(""),
                        word.path(),
                        Long.parseLong(time),
                        body,
                        clock.millis());
    }

    private static byte[] say(Store store, Word word, FrameReader in) {
        FrameWriter out = new FrameWriter();
        switch (word) {
            case WRITE -> out.kept(store.write(in.lines()));
            case WRITE_ROLLED -> out.kept(store.writeRolled(in.rolled()));
            case SAMPLES -> {
                List<Matcher> matchers = in.matchers();
                out.samples(store.samples(matchers, in.number(), in.number()));
            }
            case WINDOWS -> {
                List<Matcher> matchers = in.matchers();
                long from = in.number();
                long to = in.number();
                out.windows(store.windows(matchers, from, to, Duration.ofMillis(in.number())));
            }
            case SELECT -> out.definitions(store.select(in.matchers()));
            case OWNED -> {
                String owner = in.text();
                long from = in.number();
                long to = in.number();
                int skip = Math.toIntExact(in.number());
                out.samples(store.owned(owner, from, to, skip, Math.toIntExact(in.number())));
            }
            case OWNED_ROLLED -> {
                String owner = in.text();
                long from = in.number();
                long to = in.number();
                Duration step = Duration.ofMillis(in.number());
                int skip = Math.toIntExact(in.number());
                int most = Math.toIntExact(in.number());
                out.windows(store.ownedRolled(owner, from, to, step, skip, most));
            }
            case OLDEST -> out.number(store.oldest());
            case NAMES -> out.texts(store.labelNames());
            case VALUES -> {
                String name = in.text();
                out.texts(store.labelValues(name, in.matchers()));
            }
            case ERASE -> {
                List<Matcher> matchers = in.matchers();
                store.erase(matchers, in.number(), in.number());
            }
            case FORGET -> store.forget(in.text());
        }
        return out.bytes();
    }
}
