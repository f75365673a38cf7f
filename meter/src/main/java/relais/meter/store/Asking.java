package relais.meter.store;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Puts one question to all stores at the same time. */
final class Asking implements AutoCloseable {
    private final Roster roster;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Asking(Roster roster) {
        this.roster = roster;
    }

    /** What those that answer say; {@link StoreAway} when there are stores and none does. */
    <T> List<T> all(Function<Store, T> question) {
        List<T> said = new ArrayList<>();
        StoreAway trouble = ask(question, said);
        if (said.isEmpty() && trouble != null) {
            throw trouble;
        }
        return said;
    }

    /** {@link StoreAway} when one of them does not answer. */
    <T> void every(Function<Store, T> question) {
        StoreAway trouble = ask(question, new ArrayList<>());
        if (trouble != null) {
            throw trouble;
        }
    }

    private <T> @Nullable StoreAway ask(Function<Store, T> question, List<T> said) {
        List<UUID> all = roster.all();
        StoreAway trouble = null;
        List<Future<T>> asked = new ArrayList<>();
        for (UUID id : all) {
            Store store = roster.find(id).orElse(null);
            if (store == null) {
                trouble = new StoreAway("the store " + roster.name(id) + " does not answer");
            } else if (all.size() == 1) {
                said.add(put(id, store, question));
            } else {
                asked.add(threads.submit(() -> put(id, store, question)));
            }
        }
        for (Future<T> one : asked) {
            try {
                said.add(one.get());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof StoreAway away)) {
                    throw e.getCause() instanceof RuntimeException mistake
                            ? mistake
                            : new IllegalStateException(e.getCause());
                }
                trouble = away;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException("interrupted while stores were asked");
            }
        }
        return trouble;
    }

    private <T> T put(UUID id, Store store, Function<Store, T> question) {
        try {
            T answer = question.apply(store);
            roster.answered(id);
            return answer;
        } catch (StoreAway e) {
            roster.failed(id);
            throw e;
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
