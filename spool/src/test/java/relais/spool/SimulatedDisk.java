package relais.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A disk between the spool and real files that keeps apart what the program sees (the real file)
 * and what would survive a power cut (512-byte sectors that were forced). It dies at a chosen
 * operation, fails a chosen force the way Linux does (what it did not write is called clean from
 * then on), and runs out of space.
 */
final class SimulatedDisk implements Disk {

    static final int SECTOR = 512;

    /** One in so many writes reaches the disk by itself, before anybody forces it. */
    private static final int WRITE_BACK = 5;

    private final RandomGenerator random;
    private final Map<Path, Platter> platters = new HashMap<>();
    private final Set<Path> durableNames = new HashSet<>();
    private long diesAfter = Long.MAX_VALUE;
    private boolean dead;
    private double fullChance;
    private double failingForceChance;
    int forces;

    SimulatedDisk(RandomGenerator random) {
        this.random = random;
    }

    /** What lies on the disk for one file, and which sectors wait in memory. */
    private static final class Platter {
        byte[] durable = new byte[0];
        int durableSize;
        final BitSet dirty = new BitSet();
        boolean sizeDirty;
    }

    synchronized void dieAfter(long operations) {
        diesAfter = operations;
    }

    synchronized void misbehave(double full, double failingForce) {
        fullChance = full;
        failingForceChance = failingForce;
    }

    synchronized boolean isDead() {
        return dead;
    }

    /** The process is gone, the machine lives: all that was written stays in memory. */
    synchronized void revive() {
        dead = false;
        diesAfter = Long.MAX_VALUE;
    }

    /** The machine is gone: each sector that was not forced made it or did not. */
    synchronized void cutPower(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                boolean named = durableNames.contains(file) || random.nextBoolean();
                if (platters.containsKey(file) && !named) {
                    Files.delete(file);
                    platters.remove(file);
                }
            }
        }
        for (Map.Entry<Path, Platter> entry : platters.entrySet()) {
            boolean exists = Files.exists(entry.getKey());
            boolean comesBack = durableNames.contains(entry.getKey()) && random.nextBoolean();
            if (exists || comesBack) {
                lose(entry.getKey(), entry.getValue());
            }
        }
        platters.keySet().removeIf(file -> !Files.exists(file));
        durableNames.clear();
        durableNames.addAll(platters.keySet());
        revive();
    }

    private void lose(Path file, Platter platter) throws IOException {
        byte[] cached = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        int mode = random.nextInt(4);
        int firstLost = platter.dirty.isEmpty() ? 0 : random.nextInt(platter.dirty.length() + 1);
        boolean newSize = platter.sizeDirty && mode != 0 && random.nextInt(4) != 0;
        byte[] after = Arrays.copyOf(platter.durable, platter.durableSize);
        if (newSize) {
            after = Arrays.copyOf(after, cached.length);
        }
        for (int sector = platter.dirty.nextSetBit(0);
                sector >= 0;
                sector = platter.dirty.nextSetBit(sector + 1)) {
            boolean made =
                    switch (mode) {
                        case 0 -> false;
                        case 1 -> true;
                        case 2 -> sector < firstLost;
                        default -> random.nextBoolean();
                    };
            if (made) {
                copySector(cached, after, sector);
            }
        }
        Files.write(file, after);
        platter.durable = after;
        platter.durableSize = after.length;
        platter.dirty.clear();
        platter.sizeDirty = false;
    }

    private static void copySector(byte[] from, byte[] to, int sector) {
        int start = sector * SECTOR;
        int length = Math.min(SECTOR, Math.min(from.length, to.length) - start);
        if (length > 0) {
            System.arraycopy(from, start, to, start, length);
        }
    }

    /** Counts an operation; true when the disk dies in the middle of it. */
    private boolean step() throws IOException {
        if (dead) {
            throw new IOException("the process is dead");
        }
        if (--diesAfter < 0) {
            dead = true;
        }
        return dead;
    }

    @Override
    public synchronized FileChannel open(Path path, OpenOption... options) throws IOException {
        if (step()) {
            throw new IOException("died opening");
        }
        if (Files.isDirectory(path)) {
            return new Recorder(path, FileChannel.open(path, options));
        }
        boolean writes = Arrays.asList(options).contains(StandardOpenOption.WRITE);
        FileChannel real = FileChannel.open(path, options);
        if (writes) {
            platters.computeIfAbsent(path, file -> new Platter());
        }
        return new Recorder(path, real);
    }

    private void forceNames(Path folder) throws IOException {
        durableNames.clear();
        try (var files = Files.list(folder)) {
            files.filter(platters::containsKey).forEach(durableNames::add);
        }
        platters.keySet().removeIf(file -> !durableNames.contains(file));
    }

    private final class Recorder extends ForwardingChannel {

        private final Path path;

        Recorder(Path path, FileChannel real) {
            super(real);
            this.path = path;
        }

        private Platter platter() {
            return platters.computeIfAbsent(path, file -> new Platter());
        }

        @Override
        public int write(ByteBuffer bytes, long position) throws IOException {
            synchronized (SimulatedDisk.this) {
                boolean dies = step();
                boolean full = !dies && random.nextDouble() < fullChance;
                ByteBuffer part = bytes.duplicate();
                if (dies || full) {
                    part.limit(part.position() + random.nextInt(part.remaining() + 1));
                }
                long before = real.size();
                int length = real.write(part, position);
                if (length > 0) {
                    int first = (int) (position / SECTOR);
                    int last = (int) ((position + length - 1) / SECTOR);
                    platter().dirty.set(first, last + 1);
                    platter().sizeDirty |= real.size() != before;
                }
                if (random.nextInt(WRITE_BACK) == 0) {
                    settle(true);
                }
                if (dies) {
                    throw new IOException("died writing");
                }
                if (full) {
                    throw new IOException("No space left on device");
                }
                bytes.position(bytes.position() + length);
                return length;
            }
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            synchronized (SimulatedDisk.this) {
                if (step()) {
                    throw new IOException("died truncating");
                }
                real.truncate(size);
                platter().sizeDirty = true;
                platter().dirty.clear((int) ((size + SECTOR - 1) / SECTOR), 1 << 24);
                if (size % SECTOR != 0) {
                    platter().dirty.set((int) (size / SECTOR));
                }
                return this;
            }
        }

        @Override
        public void force(boolean metaData) throws IOException {
            synchronized (SimulatedDisk.this) {
                boolean dies = step();
                forces++;
                if (Files.isDirectory(path)) {
                    if (!dies) {
                        forceNames(path);
                        return;
                    }
                    throw new IOException("died forcing");
                }
                boolean fails = random.nextDouble() < failingForceChance;
                settle(!dies && !fails);
                if (dies || fails) {
                    throw new IOException(dies ? "died forcing" : "Input/output error");
                }
            }
        }

        /** A whole force writes all; a failed one writes some and forgets the rest. */
        private void settle(boolean whole) throws IOException {
            Platter platter = platter();
            byte[] cached = Files.exists(path) ? Files.readAllBytes(path) : new byte[0];
            platter.durable =
                    Arrays.copyOf(platter.durable, Math.max(cached.length, platter.durable.length));
            if (whole || random.nextBoolean()) {
                Arrays.fill(
                        platter.durable,
                        Math.min(cached.length, platter.durableSize),
                        platter.durable.length,
                        (byte) 0);
                platter.durableSize = cached.length;
            }
            platter.dirty.stream()
                    .filter(sector -> whole || random.nextBoolean())
                    .forEach(sector -> copySector(cached, platter.durable, sector));
            platter.dirty.clear();
            platter.sizeDirty = false;
        }

        @Override
        public int read(ByteBuffer bytes, long position) throws IOException {
            synchronized (SimulatedDisk.this) {
                if (dead) {
                    throw new ClosedChannelException();
                }
            }
            return real.read(bytes, position);
        }
    }
}
