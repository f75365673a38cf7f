package relais.meter.series.files;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The indexes of block files used last, within a bound. Thread safe. */
public final class Indexes {

    private final long most;
    private final Map<FileName, BlockIndex> byFile = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /**
     * @param most bytes kept, about
     */
    public Indexes(long most) {
        this.most = most;
    }

    synchronized @Nullable BlockIndex get(FileName file) {
        return byFile.get(file);
    }

    synchronized void put(FileName file, BlockIndex index) {
        if (byFile.put(file, index) == null) {
            bytes += index.bytes();
        }
        Iterator<BlockIndex> oldest = byFile.values().iterator();
        while (bytes > most && byFile.size() > 1) {
            bytes -= oldest.next().bytes();
            oldest.remove();
        }
    }

    synchronized void forget(FileName file) {
        BlockIndex gone = byFile.remove(file);
        bytes -= gone == null ? 0 : gone.bytes();
    }
}
