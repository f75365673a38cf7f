package relais.platform.queue;

/**
 * A named stream of items, split into {@code partitions} by the hash of each item's key; items of
 * one key are handled in order, different partitions side by side.
 */
public record Topic(String name, int partitions) {
    public Topic {
        if (!name.matches("[a-z0-9._-]{1,80}")) {
            throw new IllegalArgumentException("topic name: " + name);
        }
        if (partitions < 1 || partitions > 64) {
            throw new IllegalArgumentException("partitions: " + partitions);
        }
    }

    /** The partition of a key: stable across versions and processes (FNV-1a over UTF-16). */
    public int partitionOf(String key) {
        int hash = 0x811c9dc5;
        for (int i = 0; i < key.length(); i++) {
            hash = (hash ^ key.charAt(i)) * 0x01000193;
        }
        return Math.floorMod(hash ^ (hash >>> 16), partitions);
    }
}
